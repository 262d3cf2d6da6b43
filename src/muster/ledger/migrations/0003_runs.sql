-- Runs of the estimate: what went in (a hash of claims, settings and seed), how the sampler fared, and the draws as Parquet. A run is never
-- altered; the same inputs are answered from the run that had them.
CREATE TABLE IF NOT EXISTS runs (
    seq BIGINT PRIMARY KEY,
    id VARCHAR NOT NULL UNIQUE,
    war VARCHAR NOT NULL,
    parties VARCHAR[] NOT NULL,
    claims VARCHAR[] NOT NULL,
    settings VARCHAR NOT NULL,
    seed BIGINT NOT NULL,
    versions VARCHAR NOT NULL,
    good BOOLEAN NOT NULL,
    health VARCHAR NOT NULL,
    told VARCHAR NOT NULL,
    draws BLOB NOT NULL,
    made_at TIMESTAMP NOT NULL
);
