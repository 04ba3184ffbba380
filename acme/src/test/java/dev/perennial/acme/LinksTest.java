package dev.perennial.acme;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LinksTest {
    private static final URI BASE = URI.create("https://ca.test/certificate/1");

    @Test
    void findsTargetsByRelationInOneHeaderOrSeveral() {
        assertThat(links(
                        "alternate",
                        "<https://ca.test/a>;rel=\"alternate\", <https://ca.test/up>; rel=up",
                        "</b>; title=\"x, y\"; rel=\"index alternate\"",
                        "<https://ca.test/c>;REL=Alternate"))
                .containsExactly("https://ca.test/a", "https://ca.test/b", "https://ca.test/c");
    }

    @Test
    void skipsWhatIsNoLink() {
        assertThat(links("alternate", "", "<", "<>;", "<https://ca.test/ x>;rel=alternate", "https://x;rel=alternate"))
                .isEmpty();
    }

    @Test
    void readsOnlySoManyAndOnlySoMuch() {
        assertThat(links("alternate", "<https://ca.test/a>;rel=alternate,".repeat(10_000)))
                .hasSize(50);
        assertThat(links("alternate", "<a>;" + "\"".repeat(1_000_000), "<".repeat(1_000_000)))
                .isEmpty();
    }

    private static List<String> links(String relation, String... headers) {
        var response = new Transport.Response(200, Map.of("link", List.of(headers)), new byte[0]);
        return Links.of(response, relation, BASE).stream().map(URI::toString).toList();
    }
}
