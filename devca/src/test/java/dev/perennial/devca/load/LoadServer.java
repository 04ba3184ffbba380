package dev.perennial.devca.load;

import dev.perennial.devca.DevCa;
import dev.perennial.devca.DevCaBuilder;
import dev.perennial.devca.policy.Policy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import jdk.jfr.Recording;

/**
 * devca as a process of its own. It says {@code ready DIRECTORY MANAGEMENT} and then obeys lines on its standard input;
 * the end of the input is its end.
 */
final class LoadServer {
    /** On a machine that does other work too, the deadline of a real CA says nothing about the server. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Duration SAMPLING = Duration.ofMillis(5);

    private LoadServer() {}

    /** Arguments: port, port of http-01, how much to keep, and the directory of the state, if there is to be one. */
    public static void main(String[] arguments) throws IOException {
        Policy policy = Policy.builder()
                .httpPort(Integer.parseInt(arguments[1]))
                .keep(Integer.parseInt(arguments[2]))
                .validationTimeout(PATIENCE)
                .build();
        DevCaBuilder settings = DevCa.builder().policy(policy).port(Integer.parseInt(arguments[0]));
        if (arguments.length > 3) {
            settings.state(Path.of(arguments[3]));
        }
        try (DevCa ca = settings.start();
                BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            say("ready " + ca.directoryUrl() + " " + ca.managementUrl());
            for (String line = orders.readLine(); line != null; line = orders.readLine()) {
                say(obey(line.split(" ", 2)));
            }
        }
    }

    private static String obey(String[] words) throws IOException {
        return switch (words[0]) {
            case "heap" -> Long.toString(heap());
            case "record" -> record(Path.of(words[1]));
            case "stop" -> stop();
            default -> throw new IllegalArgumentException(words[0]);
        };
    }

    /** What is in use when everything that can be collected has been. */
    private static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static Recording recording = new Recording();

    private static String record(Path file) throws IOException {
        recording = new Recording();
        recording.enable("jdk.CPUTimeSample").with("throttle", SAMPLING.toMillis() + "ms");
        recording.setDestination(file);
        recording.start();
        return "recording";
    }

    private static String stop() {
        recording.stop();
        recording.close();
        return "stopped";
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
