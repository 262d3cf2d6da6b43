-- Judgements on claims that were taken back: what was in force before them is so again. The judgement itself stays as it was given.
CREATE TABLE IF NOT EXISTS taken_back (
    seq BIGINT PRIMARY KEY,
    review VARCHAR NOT NULL UNIQUE,
    why VARCHAR NOT NULL,
    reviewer VARCHAR NOT NULL,
    taken_at TIMESTAMP NOT NULL
);
