"""Objects of Python that JavaScript has by reference."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import anode


@pytest.fixture(scope="module")
def runtime() -> Iterator[anode.Runtime]:
    with anode.Runtime() as made:
        yield made


class Owner:
    def __init__(self) -> None:
        self.name = "Ada"


class Account:
    def __init__(self) -> None:
        self.total = 1
        self.owner = Owner()

    def add(self, amount: int) -> int:
        self.total += amount
        return self.total

    def holder(self) -> Owner:
        return self.owner

    def __iter__(self) -> Iterator[object]:
        return iter((self.total, self.owner))

    def __str__(self) -> str:
        return "an account"


def test_attributes_and_methods_are_the_objects_own(runtime: anode.Runtime) -> None:
    account = Account()
    use = runtime.eval("(a) => { a.total = 5; return [a.add(2), a.total, 'total' in a, 'gone' in a, a.gone, Object.keys(a)]; }")
    assert anode.to_python(use(anode.ref(account))) == [7, 7, True, False, None, ["total", "owner"]]
    assert account.total == 7
    runtime.eval("(a) => { delete a.total; }")(anode.ref(account))
    assert not hasattr(account, "total")


def test_what_it_gives_is_by_reference_where_it_is_no_data(runtime: anode.Runtime) -> None:
    account = Account()
    names = "(a) => [a.owner.name, a.holder().name, [...a][1].name, `${a}`].join()"
    assert runtime.eval(names)(anode.ref(account)) == "Ada,Ada,Ada,an account"
    assert runtime.eval("(a) => a.owner")(anode.ref(account)) is account.owner


def test_it_comes_back_as_itself(runtime: anode.Runtime) -> None:
    account = Account()
    reference = anode.ref(account)
    assert runtime.eval("(a) => a")(reference) is account
    assert next(iter(runtime.eval("(a) => [a]")(reference))) is account
    assert runtime.eval("(a, b) => a === b")(reference, reference) is True
    assert runtime.eval("async (a) => (await a) === a")(reference).result(10) is True


def test_items_and_calls(runtime: anode.Runtime) -> None:
    items: dict[object, object] = {"a": 1, 0: "zero"}
    assert runtime.eval("(d) => { d.b = d.a + 1; delete d.a; return d[0]; }")(anode.ref(items)) == "zero"
    assert items == {"b": 2, 0: "zero"}
    numbers = [1, 2]
    assert runtime.eval("(l) => { l.append(3); l[0] = 9; return [...l].join(); }")(anode.ref(numbers)) == "9,2,3"
    assert numbers == [9, 2, 3]

    class Double:
        def __call__(self, value: int) -> int:
            return value * 2

    assert runtime.eval("(f) => typeof f + f(4)")(anode.ref(Double())) == "function8"


def test_errors_are_the_objects_own(runtime: anode.Runtime) -> None:
    with pytest.raises(anode.JSError) as caught:
        runtime.eval("(a) => a.add('x')")(anode.ref(Account()))
    assert isinstance(caught.value.__cause__, TypeError)


def test_iterators_come_back_as_themselves(runtime: anode.Runtime) -> None:
    numbers = (i for i in range(3))
    assert runtime.eval("(it) => { it.next(); return it; }")(numbers) is numbers
    assert list(numbers) == [1, 2]
