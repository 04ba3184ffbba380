package dev.perennial.keeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.acme.Identifier;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicNamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"com", "*.com", "localhost"})
    void aWholeTopLevelDomainIsRefusedBeforeAnythingIsSent(String name) throws Exception {
        Rig rig = new Rig();
        Wish wish = Header.parse("names: " + name + "\naccount: me@example.com\nca: letsencrypt\n"
                        + "challenge: dns-01 manual\n")
                .orElseThrow();

        assertThatThrownBy(() -> rig.keeper().create("x", wish, false))
                .isInstanceOfSatisfying(
                        KeeperException.class, e -> assertThat(e.usage()).isTrue())
                .hasMessageContaining("no public CA issues for " + name);
        assertThat(rig.ca.requests).isEmpty();
        assertThat(rig.disk.files()).isEmpty();
    }

    @Test
    void aHundredNamesAreTheMost() {
        assertThatCode(() -> PublicNames.check(names(100))).doesNotThrowAnyException();
        assertThatThrownBy(() -> PublicNames.check(names(101)))
                .isInstanceOf(KeeperException.class)
                .hasMessageContaining("101 names");
    }

    private static Set<Identifier> names(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Identifier.parse("n" + i + ".example"))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
