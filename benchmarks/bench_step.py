"""One training step of 784-16-16-10 (batch 100, one thread) against the others, interleaved.

    make bench

Every contestant starts from the same weights, draws the same mini-batches from the same 60,000
images and trains with the sum of squares and plain SGD in float32; the gathering of the mini-batch
is part of its step. They take turns in blocks of 40 steps, so that whatever else the machine does
falls on all of them alike; the figure is the median CPU time of a block. At the end their weights
are compared: whoever did not learn the same thing was not doing the same work.
"""

import app  # isort: skip  # noqa: F401  (one BLAS thread, before NumPy is loaded)

import statistics
import time
from collections.abc import Callable

import jax
import jax.numpy as jnp
import numpy as np
import torch

from app.core import sgd
from app.core.backprop import Workspace
from app.core.network import fresh
from app.data.dataset import Examples

SIZES, BATCH, RATE = (784, 16, 16, 10), 100, 5.0
BLOCKS, STEPS = 60, 40

rng = np.random.default_rng(7)
PIXELS = rng.integers(0, 256, (60_000, 784), dtype=np.uint8)
LABELS = rng.integers(0, 10, 60_000).astype(np.uint8)
ORDER = [rng.permutation(60_000)[:BATCH] for _ in range(BLOCKS * STEPS)]
# A fair start for all: the others keep their images as the floats that they want.
FLOATS = (PIXELS / 255).astype(np.float32)
ONE_HOT = np.eye(10, dtype=np.float32)[LABELS]
START = fresh(SIZES, "sigmoid", "squares", "scaled", np.random.default_rng(1))

Step = Callable[[int], None]
Weights = Callable[[], list[np.ndarray]]


def nudge() -> tuple[Step, Weights]:
    network = START.astype(np.float32)
    work, examples = Workspace(SIZES, BATCH, unit=255), Examples.eager(LABELS, PIXELS)

    def step(i: int) -> None:
        dealt = ORDER[i]
        sgd.step(
            network,
            work,
            lambda start, out: examples.gather_ink(dealt[start : start + len(out)], out),
            LABELS[dealt],
            RATE,
        )

    return step, lambda: [layer.copy() for layer in network.layers]


def _pairs() -> tuple[list[np.ndarray], list[np.ndarray]]:
    weights = [np.ascontiguousarray(layer[:-1]) for layer in START.layers]
    return [w.copy() for w in weights], [layer[-1].copy() for layer in START.layers]


def _stacked(weights: list[np.ndarray], biases: list[np.ndarray]) -> list[np.ndarray]:
    return [np.vstack([w, b]) for w, b in zip(weights, biases, strict=True)]


def bare_products() -> tuple[Step, None]:
    """The three products forwards and the five backwards, each on a mini-batch of its own.

    The mini-batches were gathered beforehand, with a column of ones for the biases; the results
    go into buffers that are there already. Nothing that trains can do less.
    """
    batches = [
        np.hstack([FLOATS[dealt], np.ones((BATCH, 1), np.float32)]) for dealt in ORDER[:STEPS]
    ]
    work = Workspace(SIZES, BATCH)
    before = [np.empty((BATCH, n), np.float32) for n in SIZES[1:-1]]
    a1, a2, a3 = START.layers
    _, h1, h2 = work.folded
    d1, d2, d3 = (np.empty((BATCH, n), np.float32) for n in SIZES[1:])
    g1, g2, g3 = work.nudge_layers
    d3[:] = 0.01

    def step(i: int) -> None:
        x = batches[i % STEPS]
        np.matmul(x, a1, out=d1)
        np.matmul(h1, a2, out=d2)
        np.matmul(h2, a3, out=work.outputs)
        np.matmul(h2.T, d3, out=g3)
        np.matmul(d3, a3[:-1].T, out=before[1])
        np.matmul(h1.T, before[1], out=g2)
        np.matmul(before[1], a2[:-1].T, out=before[0])
        np.matmul(x.T, before[0], out=g1)

    return step, None


def textbook_numpy() -> tuple[Step, Weights]:
    weights, biases = _pairs()

    def sigmoid(z: np.ndarray) -> np.ndarray:
        return 1 / (1 + np.exp(-z))

    def step(i: int) -> None:
        x, y = FLOATS[ORDER[i]], ONE_HOT[ORDER[i]]
        activations = [x]
        for w, b in zip(weights, biases, strict=True):
            activations.append(sigmoid(activations[-1] @ w + b))
        a = activations[-1]
        delta = 2 * (a - y) * a * (1 - a) / BATCH
        for layer in (2, 1, 0):
            a = activations[layer]
            dw, db = a.T @ delta, delta.sum(0)
            if layer:
                delta = (delta @ weights[layer].T) * a * (1 - a)
            weights[layer] -= np.float32(RATE) * dw
            biases[layer] -= np.float32(RATE) * db

    return step, lambda: _stacked(weights, biases)


def torch_eager() -> tuple[Step, Weights]:
    layers = []
    weights, biases = _pairs()
    for w, b in zip(weights, biases, strict=True):
        linear = torch.nn.Linear(*w.shape)
        linear.weight.data = torch.from_numpy(np.ascontiguousarray(w.T))
        linear.bias.data = torch.from_numpy(b)
        layers += [linear, torch.nn.Sigmoid()]
    model = torch.nn.Sequential(*layers)
    optimiser = torch.optim.SGD(model.parameters(), lr=RATE)
    images, targets = torch.from_numpy(FLOATS), torch.from_numpy(ONE_HOT)
    order = [torch.from_numpy(dealt) for dealt in ORDER]

    def step(i: int) -> None:
        x, y = images[order[i]], targets[order[i]]
        optimiser.zero_grad()
        cost = ((model(x) - y) ** 2).sum(1).mean()
        cost.backward()
        optimiser.step()

    def trained() -> list[np.ndarray]:
        linears = [layer for layer in model if isinstance(layer, torch.nn.Linear)]
        return _stacked(
            [layer.weight.detach().numpy().T for layer in linears],
            [layer.bias.detach().numpy() for layer in linears],
        )

    return step, trained


def torch_by_hand() -> tuple[Step, Weights]:
    """The formulas as one writes them down, without autograd."""
    weights, biases, images, targets, order = _tensors()

    @torch.no_grad()
    def step(i: int) -> None:
        x, y = images[order[i]], targets[order[i]]
        activations = [x]
        for w, b in zip(weights, biases, strict=True):
            activations.append(torch.sigmoid(activations[-1] @ w + b))
        a = activations[-1]
        delta = 2 * (a - y) * a * (1 - a) / BATCH
        for layer in (2, 1, 0):
            a = activations[layer]
            dw, db = a.T @ delta, delta.sum(0)
            if layer:
                delta = (delta @ weights[layer].T) * a * (1 - a)
            weights[layer] -= RATE * dw
            biases[layer] -= RATE * db

    return step, lambda: _stacked([w.numpy() for w in weights], [b.numpy() for b in biases])


def torch_by_hand_tuned() -> tuple[Step, Weights]:
    """The same with fused and in-place operations wherever PyTorch has them."""
    weights, biases, images, targets, order = _tensors()

    @torch.no_grad()
    def step(i: int) -> None:
        x, y = images[order[i]], targets[order[i]]
        activations = [x]
        for w, b in zip(weights, biases, strict=True):
            activations.append(torch.addmm(b, activations[-1], w).sigmoid_())
        a = activations[-1]
        delta = (a - y).mul_(2 / BATCH).mul_(a).mul_(1 - a)
        for layer in (2, 1, 0):
            a = activations[layer]
            dw, db = a.T @ delta, delta.sum(0)
            if layer:
                delta = (delta @ weights[layer].T).mul_(a).mul_(1 - a)
            weights[layer].sub_(dw, alpha=RATE)
            biases[layer].sub_(db, alpha=RATE)

    return step, lambda: _stacked([w.numpy() for w in weights], [b.numpy() for b in biases])


def _tensors() -> tuple[list, list, torch.Tensor, torch.Tensor, list]:  # type: ignore[type-arg]
    weights, biases = _pairs()
    return (
        [torch.from_numpy(w) for w in weights],
        [torch.from_numpy(b) for b in biases],
        torch.from_numpy(FLOATS),
        torch.from_numpy(ONE_HOT),
        [torch.from_numpy(dealt) for dealt in ORDER],
    )


def jax_jit() -> tuple[Step, Weights]:
    def cost(
        parameters: list[tuple[jax.Array, jax.Array]], x: jax.Array, y: jax.Array
    ) -> jax.Array:
        for w, b in parameters:
            x = jax.nn.sigmoid(x @ w + b)
        return ((x - y) ** 2).sum(1).mean()

    @jax.jit
    def update(parameters, x, y):  # type: ignore[no-untyped-def]
        slopes = jax.grad(cost)(parameters, x, y)
        return jax.tree.map(lambda p, g: p - RATE * g, parameters, slopes)

    state = [[(jnp.asarray(w), jnp.asarray(b)) for w, b in zip(*_pairs(), strict=True)]]

    def step(i: int) -> None:
        x, y = FLOATS[ORDER[i]], ONE_HOT[ORDER[i]]
        state[0] = jax.block_until_ready(update(state[0], x, y))

    return step, lambda: [np.vstack([w, b]) for w, b in state[0]]


CONTESTANTS = {
    "Nudge": nudge,
    "PyTorch eager": torch_eager,
    "PyTorch by hand, no_grad": torch_by_hand,
    "the same, tuned in place": torch_by_hand_tuned,
    "JAX jit": jax_jit,
    "textbook NumPy": textbook_numpy,
    "the bare matrix products": bare_products,
}
#: How many times Nudge's step each should take at least; the products, at most half of it.
WANTED = {"PyTorch eager": 5.0, "PyTorch by hand, no_grad": 2.0, "JAX jit": 1.0}


def measure() -> dict[str, float]:
    steps = {name: make() for name, make in CONTESTANTS.items()}
    for step, _ in steps.values():
        step(0)  # compiles, allocates, warms the caches
    blocks: dict[str, list[float]] = {name: [] for name in steps}
    for block in range(BLOCKS):
        for name, (step, _) in steps.items():
            begun = time.process_time()
            for i in range(block * STEPS, (block + 1) * STEPS):
                step(i)
            blocks[name].append((time.process_time() - begun) / STEPS)
    _check_agreement({name: weights() for name, (_, weights) in steps.items() if weights})
    return {name: statistics.median(times) * 1e6 for name, times in blocks.items()}


def _check_agreement(trained: dict[str, list[np.ndarray]]) -> None:
    ours = trained.pop("Nudge")
    for name, layers in trained.items():
        for a, b in zip(ours, layers, strict=True):
            apart = np.linalg.norm(a - b) / np.linalg.norm(b)
            assert apart < 0.02, f"{name} trained something else: {apart:.3f}"


def main() -> None:
    torch.set_num_threads(1)
    times = measure()
    ours = times["Nudge"]
    print(f"training step, 784-16-16-10, batch {BATCH}, one thread, {BLOCKS} interleaved blocks\n")
    print(f"{'':28}{'CPU µs a step':>14}{'× Nudge':>10}   wanted")
    for name, micros in sorted(times.items(), key=lambda item: item[1]):
        wanted = f"≥ {WANTED[name]:g}" if name in WANTED else ""
        if name == "the bare matrix products":
            wanted = "≥ 0.5  (Nudge at most twice the products)"
        print(f"{name:28}{micros:14.0f}{micros / ours:10.2f}   {wanted}")


if __name__ == "__main__":
    main()
