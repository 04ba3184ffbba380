package dev.perennial.cli;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A person who answers from a list, and whose screen is remembered. */
final class ScriptedPerson implements Person {
    final List<String> seen = new ArrayList<>();
    private final Deque<String> answers;

    ScriptedPerson(String... answers) {
        this.answers = new ArrayDeque<>(List.of(answers));
    }

    @Override
    public void tell(String line) {
        seen.add(line);
    }

    @Override
    public String ask(String question) {
        seen.add(question);
        return answers.removeFirst();
    }

    @Override
    public char[] askSecret(String question) {
        return ask(question).toCharArray();
    }
}
