-- Findings that a person set aside, or opened again. A finding itself is never kept: it follows from the claims. Its id is a hash of its
-- kind, its verdict and what it speaks of, so a judgement goes with it until one of its claims changes. The sentence is kept to say what
-- was set aside once the finding is there no more.
CREATE TABLE IF NOT EXISTS finding_judgements (
    seq BIGINT PRIMARY KEY,
    finding VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    action VARCHAR NOT NULL CHECK (action IN ('set_aside', 'reopen')),
    why VARCHAR NOT NULL,
    reviewer VARCHAR NOT NULL,
    judged_at TIMESTAMP NOT NULL,
    sentence VARCHAR NOT NULL
);
