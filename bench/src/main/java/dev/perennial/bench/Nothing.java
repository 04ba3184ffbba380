package dev.perennial.bench;

/** The floor of anything in Java. */
final class Nothing {
    private Nothing() {}

    public static void main(String[] arguments) {}
}
