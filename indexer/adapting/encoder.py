"""The bundled model as a PyTorch module: frozen lower layers, upper layers that learn."""

from collections.abc import Iterable, Sequence

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from knowledge.embedding.bundled import tokenizer_of
from knowledge.embedding.weights import Floats, Weights

MAX_TOKENS = 192
"""Longest text learnt from; passages have about 100."""
_BATCH = 32
_LINEAR = ("q", "k", "v", "ao", "fi", "fo")
"""Matrices of a layer, as the package names them."""


class Layer(nn.Module):
    """One transformer layer, normalising after each part as BERT does."""

    def __init__(self, weights: Weights, index: int) -> None:
        """Take the tensors of layer *index*, under the names they have in *weights*."""
        super().__init__()
        self._heads = weights.heads
        self.parts = nn.ModuleDict(
            {name: _linear(weights, f"l{index}.{name}") for name in _LINEAR}
            | {name: _norm(weights, f"l{index}.{name}") for name in ("aln", "oln")}
        )

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        """Return the next states ``(batch, tokens, hidden)``; *mask* is true on tokens."""
        batch, tokens, size = hidden.shape
        query, key, value = (
            self.parts[name](hidden).view(batch, tokens, self._heads, -1).transpose(1, 2)
            for name in "qkv"
        )
        attended = functional.scaled_dot_product_attention(
            query, key, value, attn_mask=mask[:, None, None, :]
        )
        mixed = self.parts["ao"](attended.transpose(1, 2).reshape(batch, tokens, size))
        hidden = self.parts["aln"](hidden + mixed)
        outer = self.parts["fo"](functional.gelu(self.parts["fi"](hidden)))
        result: Tensor = self.parts["oln"](hidden + outer)
        return result


class Frozen:
    """Word vectors and lower layers; what they give for a text is computed once and kept."""

    def __init__(self, weights: Weights, layers: int) -> None:
        """Take the word vectors and the first *layers* layers of *weights*."""
        self._weights = weights
        self._tokenizer: Tokenizer = tokenizer_of(weights, MAX_TOKENS)
        positions = weights.vectors["emb.pos"].reshape(weights.positions, weights.hidden)
        kind = weights.vectors["emb.type"].reshape(-1, weights.hidden)[0]
        self._positions = torch.from_numpy(positions + kind)
        self._norm = _norm(weights, "emb.ln")
        self._layers = [Layer(weights, index) for index in range(layers)]
        self._kept: dict[str, Tensor] = {}

    def states(self, texts: Sequence[str]) -> tuple[Tensor, Tensor]:
        """Return the states of *texts* ``(n, tokens, hidden)``, and which are tokens."""
        self._keep(texts)
        return _padded([self._kept[text].float() for text in texts])

    @torch.no_grad()
    def _keep(self, texts: Iterable[str]) -> None:
        """Compute the states of *texts* that are not known yet."""
        new = [text for text in dict.fromkeys(texts) if text not in self._kept]
        pieces = [encoding.ids for encoding in self._tokenizer.encode_batch(new)] if new else []
        # Texts of like length together: little padding.
        order = sorted(range(len(new)), key=lambda at: len(pieces[at]))
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            hidden, mask = _padded([self._words(pieces[at]) for at in batch])
            for layer in self._layers:
                hidden = layer(hidden, mask)
            for row, at in enumerate(batch):
                # Half precision halves the memory, gigabytes for 30,000 passages.
                self._kept[new[at]] = hidden[row, : len(pieces[at])].half().clone()

    def _words(self, pieces: Sequence[int]) -> Tensor:
        words = self._weights.matrices["emb.word"].rows(np.array(pieces, np.int64))
        normalised: Tensor = self._norm(torch.from_numpy(words) + self._positions[: len(pieces)])
        return normalised


class Learning(nn.Module):
    """The upper layers, mean over the tokens, unit length."""

    def __init__(self, weights: Weights, first: int) -> None:
        """Take the layers of *weights* from number *first* on."""
        super().__init__()
        self._first = first
        self.layers = nn.ModuleList(Layer(weights, at) for at in range(first, weights.layers))

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        """Return unit vectors ``(batch, hidden)``."""
        for layer in self.layers:
            hidden = layer(hidden, mask)
        total = (hidden * mask[..., None]).sum(1)
        return functional.normalize(total / mask.sum(1, keepdim=True), dim=-1)

    def tensors(self) -> dict[str, Floats]:
        """Return what was learnt by the names that `Weights` has for it."""
        return {
            f"l{self._first + at}.{part}.{'w' if kind == 'weight' else 'b'}": values.numpy()
            for at, layer in enumerate(self.layers)
            for name, values in layer.state_dict().items()
            for _, part, kind in [name.split(".")]
        }


def _padded(rows: Sequence[Tensor]) -> tuple[Tensor, Tensor]:
    lengths = torch.tensor([len(row) for row in rows])
    padded = nn.utils.rnn.pad_sequence(list(rows), batch_first=True)
    return padded, torch.arange(padded.shape[1])[None] < lengths[:, None]


def _linear(weights: Weights, name: str) -> nn.Linear:
    matrix = weights.tensor(f"{name}.w")
    linear = nn.Linear(matrix.shape[1], matrix.shape[0])
    with torch.no_grad():
        linear.weight.copy_(torch.tensor(matrix))
        linear.bias.copy_(torch.tensor(weights.tensor(f"{name}.b")))
    return linear


def _norm(weights: Weights, name: str) -> nn.LayerNorm:
    norm = nn.LayerNorm(weights.hidden, eps=weights.epsilon)
    with torch.no_grad():
        norm.weight.copy_(torch.tensor(weights.tensor(f"{name}.w")))
        norm.bias.copy_(torch.tensor(weights.tensor(f"{name}.b")))
    return norm
