package dev.perennial.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** {@code docs/performance.md}: it is written from the result of a run, and by nobody's hand. */
final class Document {
    private final Lab lab;
    private final Machine machine;
    private final List<String> sections = new ArrayList<>();
    private final List<Target> targets = new ArrayList<>();

    Document(Lab lab, Machine machine) {
        this.lab = lab;
        this.machine = machine;
    }

    void add(Job job, Job.Result result) {
        StringBuilder section = new StringBuilder("## " + job.title() + "\n\n");
        if (!result.rows().isEmpty()) {
            section.append(Report.rows(result.rows())).append('\n');
        }
        result.remarks().forEach(remark -> section.append(remark).append("\n\n"));
        sections.add(section.toString());
        targets.addAll(result.targets());
    }

    /** The section that was added last. */
    String last() {
        return sections.getLast();
    }

    String summary() {
        return "## What must be, and what is\n\n" + Report.targets(targets);
    }

    String text() throws IOException, InterruptedException {
        return """
                # Performance

                `bench/run` has measured this and written this page; nobody edits it. Every figure is of whole processes, start
                to end, against one Pebble in the same run; the clients take turns. Given are medians, and in brackets the
                least and the most. Read the ratios: they say more than seconds that are those of one machine.

                | | |
                |---|---|
                | machine | %s |
                | load | %s at the start, %s at the end |
                | day | %s |
                | network | %s |
                | Perennial | %s, %s |
                | beside it | %s |
                | left out | %s |

                %s
                %s
                """.formatted(
                        machine,
                        machine.load(),
                        Machine.loadNow(),
                        LocalDate.now(ZoneOffset.UTC),
                        System.getProperty("bench.network", "loopback"),
                        lab.perennial.version().orElse("?"),
                        form(),
                        lab.peers().entrySet().stream()
                                .map(peer -> peer.getKey().name() + " " + peer.getValue())
                                .collect(Collectors.joining(", ")),
                        lab.missing().isEmpty() ? "nobody" : String.join(", ", lab.missing()),
                        summary(),
                        String.join("", sections)).stripTrailing()
                + "\n\n" + howTo();
    }

    private String form() {
        Path launcher = lab.perennial.launcher();
        return launcher.toString().contains("/dist/target/")
                ? "installed form with its own runtime (`dist/build`)"
                : "from the source tree (`./perennial`)";
    }

    private static String howTo() {
        return """
                ## How to run it again

                    dist/build && bench/run         # the whole, about a quarter of an hour
                    bench/run --quick               # a few minutes, into bench/target/performance.md
                    bench/run --jobs one,names --clients certbot,caddy --rounds 3

                `bench/run --help` has all options. It needs Pebble with pebble-challtestsrv, openssl, and GNU time for peak
                memory; `.ci/run` installs these and lego, Certbot, uacme and dehydrated. Caddy is built by
                `GOBIN=~/.cache/perennial-peers/bin go install github.com/caddyserver/caddy/v2/cmd/caddy@latest`; acme4j comes
                with the build. What is missing is left out and named above. With the right to make one (root, or user
                namespaces) all happens in a network namespace of its own, which has loopback only.

                How it is measured: wall time from before the start of the process to its end (of Caddy, which is a server, to
                the certificate on disk); processor time of the process and all it started (`getrusage`); peak memory of its largest
                process; requests from Pebble's log; connections by a tap in front of Pebble, which batches go without. Pebble
                neither sleeps before validation nor refuses nonces nor asks for patience by `Retry-After`. All clients prove by
                http-01 on a port of their own, or with a web server of the bench where they bring none (uacme, dehydrated). A
                run that fails is counted; uacme before 1.8 fails whenever Pebble names a challenge without a token first, and is
                then run again. When Pebble hangs, which it does under parallel orders at times, it is started anew.
                """;
    }
}
