package dev.perennial.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The whole comparison; see {@code bench/run}. */
final class Main {
    private static final List<Job> JOBS = List.of(
            new StartJob(),
            new IssueJob(1),
            new IssueJob(10),
            new FreshJob(),
            new DueJob(),
            new ManyJob(),
            new SizeJob(),
            new PhasesJob());

    private Main() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Options options;
        try {
            options = Options.parse(List.of(arguments));
        } catch (IllegalArgumentException e) {
            System.err.println("bench/run: error: " + e.getMessage());
            System.exit(2);
            return;
        }
        Optional<String> missing = Pebble.missing();
        if (missing.isPresent()) {
            System.err.println("bench/run: error: " + missing.get());
            System.exit(1);
        }
        System.exit(measure(options) ? 0 : 1);
    }

    private static boolean measure(Options options) throws IOException, InterruptedException {
        try (Lab lab = new Lab(options, new Perennial(program(options)), System.err::println)) {
            return measure(lab, System.out::println);
        }
    }

    private static Path program(Options options) throws IOException {
        if (options.perennial().isPresent()) {
            return options.perennial().get().toAbsolutePath();
        }
        Path built = Path.of("dist", "target");
        if (Files.isDirectory(built)) {
            try (Stream<Path> homes = Files.list(built)) {
                Optional<Path> installed = homes.map(home -> home.resolve("bin/perennial"))
                        .filter(Files::isExecutable)
                        .findFirst();
                if (installed.isPresent()) {
                    return installed.get().toAbsolutePath();
                }
            }
        }
        return Path.of("perennial").toAbsolutePath();
    }

    /** Does the jobs and writes the file; whether all could be done. */
    private static boolean measure(Lab lab, Consumer<String> out) throws IOException, InterruptedException {
        boolean whole = true;
        Document document = new Document(lab, Machine.look());
        for (Job job : JOBS) {
            if (!lab.options.wants(job.name())) {
                continue;
            }
            lab.talk.accept(job.title());
            try {
                document.add(job, job.run(lab));
            } catch (IOException | RuntimeException e) {
                whole = false;
                lab.talk.accept("  " + e);
                document.add(
                        job,
                        new Job.Result(
                                List.of(),
                                List.of(Target.unknown(job.title(), "a figure", "the job broke off")),
                                List.of("The job broke off: " + e.getMessage())));
            }
            out.accept(document.last());
        }
        out.accept(document.summary());
        Path file = lab.options.out();
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, document.text());
        out.accept("all of it is in " + file);
        return whole;
    }
}
