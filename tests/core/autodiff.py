"""A number that remembers how it was made: an independent truth for backpropagation."""

from __future__ import annotations

import math


class Value:
    def __init__(self, data: float, parents: tuple[tuple[Value, float], ...] = ()) -> None:
        self.data = data
        self.parents = parents
        self.grad = 0.0

    def __add__(self, other: Value | float) -> Value:
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data + other.data, ((self, 1.0), (other, 1.0)))

    def __mul__(self, other: Value | float) -> Value:
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data * other.data, ((self, other.data), (other, self.data)))

    def __neg__(self) -> Value:
        return self * -1.0

    def __sub__(self, other: Value | float) -> Value:
        return self + -(other if isinstance(other, Value) else Value(other))

    def inverse(self) -> Value:
        return Value(1.0 / self.data, ((self, -1.0 / self.data**2),))

    def exp(self) -> Value:
        e = math.exp(self.data)
        return Value(e, ((self, e),))

    def log(self) -> Value:
        return Value(math.log(self.data), ((self, 1.0 / self.data),))

    def relu(self) -> Value:
        on = 1.0 if self.data > 0 else 0.0
        return Value(self.data * on, ((self, on),))

    def sigmoid(self) -> Value:
        return ((-self).exp() + 1.0).inverse()

    def tanh(self) -> Value:
        return (self * 2.0).sigmoid() * 2.0 - 1.0

    def backward(self) -> None:
        """Fill `grad` of every number that this one was made from."""
        order: list[Value] = []
        seen: set[int] = set()
        stack = [(self, False)]
        while stack:
            node, done = stack.pop()
            if done:
                order.append(node)
            elif id(node) not in seen:
                seen.add(id(node))
                stack.append((node, True))
                stack.extend((parent, False) for parent, _ in node.parents)
        self.grad = 1.0
        for node in reversed(order):
            for parent, slope in node.parents:
                parent.grad += slope * node.grad


def total(values: list[Value]) -> Value:
    result = Value(0.0)
    for value in values:
        result = result + value
    return result
