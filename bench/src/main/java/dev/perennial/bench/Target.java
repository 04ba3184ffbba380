package dev.perennial.bench;

import java.util.Locale;

/**
 * Something that is wanted of a figure, and what was found.
 *
 * @param work what is done
 * @param must what is wanted, in words
 * @param found what was measured, in words
 * @param verdict whether it is as wanted
 */
record Target(String work, String must, String found, Verdict verdict) {
    /** Whether a figure is as wanted. */
    enum Verdict {
        MET("met"),
        NOT_MET("**not met**"),
        UNKNOWN("not measured");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /** A figure that may be at most so large.
     * @param format of both, such as {@code "%.2f s"} */
    static Target atMost(String work, String format, double limit, double figure) {
        return new Target(
                work,
                "≤ " + String.format(Locale.ROOT, format, limit),
                String.format(Locale.ROOT, format, figure),
                figure <= limit ? Verdict.MET : Verdict.NOT_MET);
    }

    static Target atLeast(String work, String format, double limit, double figure) {
        return new Target(
                work,
                "≥ " + String.format(Locale.ROOT, format, limit),
                String.format(Locale.ROOT, format, figure),
                figure >= limit ? Verdict.MET : Verdict.NOT_MET);
    }

    /** A figure of ours against one of somebody else. */
    static Target ratio(String work, double limit, double ours, String whose, double theirs) {
        double ratio = ours / theirs;
        return new Target(
                work,
                String.format(Locale.ROOT, "≤ %s × %s", short0(limit), whose),
                String.format(Locale.ROOT, "%s × (%.3f s against %.3f s)", short0(round(ratio)), ours, theirs),
                ratio <= limit ? Verdict.MET : Verdict.NOT_MET);
    }

    static Target unknown(String work, String must, String why) {
        return new Target(work, must, why, Verdict.UNKNOWN);
    }

    private static double round(double value) {
        double digits = value < 0.1 ? 1e4 : 1e2;
        return Math.round(value * digits) / digits;
    }

    private static String short0(double value) {
        String text = String.format(Locale.ROOT, "%.4f", value).replaceFirst("0+$", "");
        return text.endsWith(".") ? text + "0" : text;
    }
}
