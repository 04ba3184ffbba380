package dev.perennial.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.keeper.Entry;
import dev.perennial.keeper.StatusRow;
import dev.perennial.keeper.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatusVerbTest {
    private final Shell shell = new Shell();

    @BeforeEach
    void fill() {
        Entry.Kept site = Samples.kept("example.com", "names: example.com www.example.com shop.example.com\n");
        Entry.Kept due = Samples.kept("lab", "names: lab.example.org\nca: https://ca.lab.example/dir\n");
        Entry.Kept wish = Samples.kept("new.example", "names: new.example\nca: zerossl\n");
        shell.engine.rows.add(Samples.row(
                site,
                62,
                new Step.Wait(
                        "example.com", "a third of 90 days will be left", site, Shell.NOW.plus(Duration.ofDays(32)))));
        shell.engine.rows.add(Samples.row(due, 3, new Step.Obtain("lab", "3 of 90 days are left", due)));
        shell.engine.rows.add(new StatusRow(
                "new.example",
                wish,
                Optional.of(new Step.Hold(
                        "new.example",
                        "it failed twice",
                        wish,
                        Shell.NOW.plus(Duration.ofMinutes(10)),
                        Optional.empty())),
                Optional.empty(),
                Optional.empty(),
                Optional.of("connection refused"),
                2,
                Optional.of("its timer is gone")));
        shell.engine.rows.add(unkept(new Entry.Foreign("ca-roots", "it has no key")));
        shell.engine.rows.add(broken("torn", "line 1: a second names: line", "leave one"));
    }

    private static StatusRow broken(String name, String reason, String hint) {
        return new StatusRow(
                name,
                new Entry.Broken(name, reason, hint),
                Optional.of(new Step.Blocked(name, reason, hint)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty());
    }

    private static StatusRow unkept(Entry entry) {
        return new StatusRow(
                entry.name(),
                entry,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty());
    }

    @Test
    void showsWhatIsKeptHowLongItLastsAndWhy() {
        assertThat(shell.run("status").out()).isEqualTo("""
                NAME         NAMES            CA              DAYS LEFT       RENEWAL
                example.com  example.com +2   letsencrypt     ▇▇▇▇▇▇▇▁▁▁  62  in 32 days
                  a third of 90 days will be left
                lab          lab.example.org  ca.lab.example  ▇▁▁▁▁▁▁▁▁▁   3  due now
                  3 of 90 days are left
                new.example  new.example      zerossl         none yet        held 10 minutes
                  it failed twice
                  ✗ failed 2 times: connection refused
                torn                                          none yet        unreadable
                  line 1: a second names: line
                  leave one
                at risk: new.example: its timer is gone
                """);
    }

    @Test
    void tellsOfForeignFilesOnlyWhenAsked() {
        assertThat(shell.run("status").out()).doesNotContain("ca-roots");
        assertThat(shell.run("status", "--all").out()).contains("ca-roots").contains("  it has no key\n");
        assertThat(shell.run("status", "ca-roots").out()).contains("ca-roots");
    }

    @Test
    void fitsNarrowTerminals() {
        shell.columns = 60;

        assertThat(shell.run("status", "--all").out().lines()).allMatch(line -> line.length() <= 60);
    }

    @Test
    void wrapsWhatIsLong() {
        Entry.Kept site = Samples.kept("site", "names: site.example\n");
        shell.engine.rows.clear();
        shell.engine.rows.add(
                Samples.row(site, 3, new Step.Obtain("site", "word ".repeat(30).strip(), site)));

        String remark = "  " + "word ".repeat(15).strip() + "\n";
        assertThat(shell.run("status").out().replaceAll(" +\n", "\n")).endsWith(remark + remark);
    }

    @Test
    void paintsUrgency() {
        shell.colour = true;

        assertThat(shell.run("status").out())
                .contains("\u001b[32m▇▇▇▇▇▇▇\u001b[0m")
                .contains("\u001b[31m▇\u001b[0m");
    }

    @Test
    void doesWithoutUnicode() {
        shell.glyphs = Glyphs.ASCII;

        assertThat(shell.run("status").out()).contains("#######...  62").matches("\\A\\p{ASCII}+\\z");
    }

    @Test
    void showsAnEndedCertificateAsOver() {
        Entry.Kept old = Samples.kept("old", "names: old.example\n");
        shell.engine.rows.clear();
        shell.engine.rows.add(Samples.row(old, -1, new Step.Obtain("old", "it ended", old)));

        assertThat(shell.run("status").out()).contains("▁▁▁▁▁▁▁▁▁▁ over");
    }

    @Test
    void tellsProgramsTheSame() {
        String out = shell.run("status", "--json", "--all").out();

        assertThat(out.lines()).hasSize(1);
        assertThat(out)
                .startsWith(
                        "{\"event\":\"result\",\"exit\":0,\"certificates\":[{\"name\":\"example.com\",\"kind\":\"kept\","
                                + "\"names\":[\"example.com\",\"www.example.com\",\"shop.example.com\"],")
                .contains("\"plan\":{\"name\":\"lab\",\"step\":\"obtain\",\"reason\":\"3 of 90 days are left\"}")
                .contains("{\"name\":\"ca-roots\",\"kind\":\"foreign\",\"reason\":\"it has no key\",\"failures\":0}");
    }

    @Test
    void saysHowToStartWhereThereIsNothing() {
        shell.engine.rows.clear();

        assertThat(shell.run("status")).isEqualTo(new Shell.Transcript(0, """
                No certificates are kept in /etc/ssl yet.
                Get one:  perennial new example.com
                """, ""));
        assertThat(shell.run("status", "--json").out())
                .isEqualTo("{\"event\":\"result\",\"exit\":0,\"certificates\":[]}\n");
    }

    @Test
    void asksForTheNamesGiven() {
        shell.run("status", "a", "b");

        assertThat(shell.engine.calls).isEqualTo(List.of("status [a, b]"));
    }
}
