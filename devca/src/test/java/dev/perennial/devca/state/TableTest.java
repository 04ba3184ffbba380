package dev.perennial.devca.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.devca.wire.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    private final List<String> journal = new ArrayList<>();
    private final List<String> forgotten = new ArrayList<>();
    private final Table<Secret> table =
            new Table<>("thing", 2, row -> journal.add(row.id() + row.value()), row -> forgotten.add(row.id()));

    @Test
    void beyondItsSizeTheOldestIsForgotten() {
        table.add(new Secret("a", "1"));
        table.add(new Secret("b", "1"));
        table.update("a", row -> new Secret("a", "2"));
        table.add(new Secret("c", "1"));
        assertThat(forgotten).containsExactly("a");
        assertThat(table.all()).extracting(Secret::id).containsExactlyInAnyOrder("b", "c");
        assertThat(journal).containsExactly("a1", "b1", "a2", "c1");
    }

    @Test
    void aChangeThatIsNoneIsNotWritten() {
        table.add(new Secret("a", "1"));
        table.update("a", row -> row);
        assertThat(journal).containsExactly("a1");
    }

    @Test
    void whatIsNotThereCannotBeChanged() {
        assertThatThrownBy(() -> table.update("x", row -> row))
                .isInstanceOf(Refusal.class)
                .hasMessage("thing not found");
    }
}
