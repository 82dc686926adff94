"""The tests: a room per room of the house, journeys through the sandbox, and the rules of the house."""
