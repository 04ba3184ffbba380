package dev.perennial.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.keeper.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionTest {
    private final Shell shell = new Shell();

    private Settings settings(String... args) {
        shell.run(args);
        return shell.engine.opened().settings();
    }

    @Test
    void keepsCertificatesWhereTheUserMay() {
        assertThat(settings("status").basedir()).isEqualTo(Path.of("/etc/ssl"));
        shell.root = false;
        assertThat(settings("status").basedir()).isEqualTo(Path.of("/home/me/.acme"));
    }

    @Test
    void keepsThemElsewhereWhenTold() {
        shell.environment.put("PERENNIAL_BASEDIR", "/srv/certs");
        assertThat(settings("status").basedir()).isEqualTo(Path.of("/srv/certs"));
        assertThat(settings("status", "--basedir", "/opt/x/../y").basedir()).isEqualTo(Path.of("/opt/y"));
    }

    @Test
    void hasTheKeepersDefaults() {
        assertThat(settings("renew"))
                .isEqualTo(new Settings(
                        Path.of("/etc/ssl"),
                        Duration.ofDays(7),
                        Optional.empty(),
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(5),
                        "renew",
                        Settings.Trigger.TIMER,
                        WorkOptions.usual()));
    }

    @Test
    void takesTheCommonOptions() {
        Settings settings = settings("renew", "--grace", "36h", "--ca-root", "/etc/lab.pem");

        assertThat(settings.grace()).isEqualTo(Duration.ofHours(36));
        assertThat(settings.caRoot()).contains(Path.of("/etc/lab.pem"));
    }

    @Test
    void asksTheResolverNamed() {
        settings("renew");
        assertThat(shell.engine.opened().resolver()).isEmpty();
        settings("renew", "--resolver", "192.0.2.1:5353");
        assertThat(shell.engine.opened().resolver()).isPresent();
    }
}
