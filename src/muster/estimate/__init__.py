"""Claims into possible accounts: one posterior from figures that disagree, with each basis's bias and the uncertainty of what is unknown.

Nouns: `Priors`, `Observation`, `Fit`, `Health`, `Effort`, `Borne`, `Surprise`, `Bias`, `Reply`. Verbs: `observed`, `fit`, `replies`,
`surprises`, `bearing`, `counted`, `unsettled`, `biases`. The sampler (JAX, nutpie) comes with the extra `estimate` and is loaded when a
fit is made.
"""

from muster.estimate.criticism import Borne, Surprise, bearing, counted, surprises, unsettled
from muster.estimate.gathering import observed
from muster.estimate.habits import Bias, biases
from muster.estimate.health import Health
from muster.estimate.observation import Observation
from muster.estimate.priors import Priors
from muster.estimate.sampling import Effort, Fit, fit
from muster.estimate.senses import Reply, replies

__all__ = [
    "Bias",
    "Borne",
    "Effort",
    "Fit",
    "Health",
    "Observation",
    "Priors",
    "Reply",
    "Surprise",
    "bearing",
    "biases",
    "counted",
    "fit",
    "observed",
    "replies",
    "surprises",
    "unsettled",
]
