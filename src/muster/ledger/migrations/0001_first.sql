-- What was read, once each: the id is the hash of the content.
CREATE TABLE IF NOT EXISTS documents (
    id VARCHAR PRIMARY KEY,
    text_hash VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    title VARCHAR,
    publisher VARCHAR,
    published DATE,
    language VARCHAR,
    added_at TIMESTAMP NOT NULL
);

-- Where a document was found, when, in which bytes, and which reading of it then held. Appended when one of these changes.
CREATE TABLE IF NOT EXISTS sightings (
    seq BIGINT PRIMARY KEY,
    origin VARCHAR NOT NULL,
    suffix VARCHAR NOT NULL,
    bytes_hash VARCHAR NOT NULL,
    asked_published DATE,
    asked_publisher VARCHAR,
    media VARCHAR NOT NULL,
    left_out VARCHAR[] NOT NULL,
    document VARCHAR NOT NULL,
    reading VARCHAR NOT NULL,
    seen_at TIMESTAMP NOT NULL
);

CREATE TABLE IF NOT EXISTS readings (
    id VARCHAR PRIMARY KEY,
    document VARCHAR NOT NULL,
    reader VARCHAR NOT NULL,
    version VARCHAR NOT NULL,
    lexicon VARCHAR NOT NULL,
    read_at TIMESTAMP NOT NULL
);

CREATE TABLE IF NOT EXISTS claims (
    id VARCHAR PRIMARY KEY,
    document VARCHAR NOT NULL,
    figure VARCHAR NOT NULL CHECK (figure <> ''),
    "start" BIGINT NOT NULL CHECK ("start" >= 0),
    "end" BIGINT NOT NULL,
    low DOUBLE CHECK (isfinite(low) AND low >= 0 AND low <= 1e15),
    high DOUBLE CHECK (isfinite(high) AND high >= 0 AND high <= 1e15),
    bound VARCHAR NOT NULL CHECK (bound IN ('exact', 'about', 'at_least', 'at_most', 'between')),
    unit VARCHAR NOT NULL,
    per VARCHAR,
    measure VARCHAR NOT NULL,
    party VARCHAR,
    civilian BOOLEAN NOT NULL,
    start_date DATE,
    end_date DATE,
    status VARCHAR NOT NULL,
    speaker VARCHAR,
    source VARCHAR,
    scope VARCHAR,
    war VARCHAR,
    published DATE,
    publisher VARCHAR,
    repeats VARCHAR,
    CHECK ("start" < "end"),
    CHECK (low IS NOT NULL OR high IS NOT NULL),
    CHECK (low IS NULL OR high IS NULL OR low <= high),
    CHECK (start_date IS NULL OR end_date IS NULL OR start_date <= end_date),
    CHECK (unit <> 'person' OR per IS NOT NULL OR low IS NULL OR (low <= 1e9 AND low = floor(low))),
    CHECK (unit <> 'person' OR per IS NOT NULL OR high IS NULL OR (high <= 1e9 AND high = floor(high)))
);

-- Which claims a reading made, in text order, and how each field was decided.
CREATE TABLE IF NOT EXISTS reading_claims (
    reading VARCHAR NOT NULL,
    claim VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    confidence DOUBLE NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    traces VARCHAR NOT NULL
);

CREATE TABLE IF NOT EXISTS remarks (
    reading VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    quote VARCHAR NOT NULL,
    "start" BIGINT NOT NULL,
    "end" BIGINT NOT NULL,
    low DOUBLE,
    high DOUBLE,
    bound VARCHAR,
    unit VARCHAR,
    per VARCHAR,
    measure VARCHAR,
    party VARCHAR,
    start_date DATE,
    end_date DATE,
    about VARCHAR
);

CREATE TABLE IF NOT EXISTS rejections (
    reading VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    quote VARCHAR NOT NULL,
    "start" BIGINT NOT NULL,
    "end" BIGINT NOT NULL,
    why VARCHAR NOT NULL,
    because VARCHAR NOT NULL
);

-- Judgements. The span (text, place, numbers) lets one carry over to a later reading of the same words.
CREATE TABLE IF NOT EXISTS reviews (
    seq BIGINT PRIMARY KEY,
    id VARCHAR NOT NULL UNIQUE,
    claim VARCHAR NOT NULL,
    text_hash VARCHAR NOT NULL,
    "start" BIGINT NOT NULL,
    "end" BIGINT NOT NULL,
    numbers DOUBLE[] NOT NULL,
    verdict VARCHAR NOT NULL CHECK (verdict IN ('accept', 'reject', 'amend')),
    amended VARCHAR NOT NULL,
    why VARCHAR NOT NULL,
    reviewer VARCHAR NOT NULL,
    reviewed_at TIMESTAMP NOT NULL
);
