"""The documents that are open at once, and the memory that they share."""

from fotofun.document.history import BUDGET, History
from fotofun.errors import CommandError


class OpenDocuments:
    """Histories in the order of their tabs; one of them is active.

    `budget` bounds the bytes of all planes besides those of the active document. Beyond it the documents
    that were not looked at for longest are packed, then the active one's oldest entries are forgotten; no
    present document ever is.
    """

    def __init__(self, budget: int = BUDGET) -> None:
        self.histories: list[History] = []
        self.active: History | None = None
        self._seen: list[History] = []
        self._budget = budget

    def find(self, id: int) -> History:
        """The history of a document; CommandError if it is not open."""
        for history in self.histories:
            if history.document.serial == id:
                return history
        raise CommandError("That document is not open any more.", advice="Choose one that is open.")

    def add(self, history: History) -> None:
        """Opens a document beside the active one, and makes it active."""
        place = self.histories.index(self.active) + 1 if self.active else 0
        self.histories.insert(place, history)
        self.activate(history)

    def activate(self, history: History) -> None:
        """Makes an open document the active one."""
        self.active = history
        self._seen = [*(other for other in self._seen if other is not history), history]
        self._tidy()

    def close(self, history: History) -> None:
        """Closes a document; of the others, the one seen last becomes active."""
        self.histories.remove(history)
        self._seen.remove(history)
        if self.active is history:
            self.active = None
            if self._seen:
                self.activate(self._seen[-1])

    def limit(self, budget: int) -> None:
        """Sets the budget, and keeps to it from now on."""
        self._budget = budget
        self._tidy()

    def _tidy(self) -> None:
        """Packs resting documents until there is room, and gives what is left to the active one's history."""
        resting = [history for history in self._seen if history is not self.active]
        for history in resting:
            if self._held(resting) <= self._budget:
                break
            history.rest()
        if self.active:
            self.active.limit(max(self._budget - self._held(resting), self._budget // 4))

    @staticmethod
    def _held(resting: list[History]) -> int:
        return sum(history.all_nbytes for history in resting)
