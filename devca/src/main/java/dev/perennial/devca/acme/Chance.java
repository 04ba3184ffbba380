package dev.perennial.devca.acme;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** All that the server does by chance and nobody must guess: one seed, one course of events. */
public final class Chance {
    private final Random random;

    public Chance(long seed) {
        random = new Random(seed);
    }

    public boolean percent(int percent) {
        return percent > 0 && random.nextInt(100) < percent;
    }

    public <T> List<T> shuffled(List<T> list) {
        List<T> copy = new ArrayList<>(list);
        Collections.shuffle(copy, random);
        return copy;
    }

    public String letters(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }
}
