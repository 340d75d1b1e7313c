package io.runbridge.trigger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class AgendaTest {

    private final Agenda agenda = new Agenda();
    private final List<String> due = new ArrayList<>();

    @Test
    void shouldNameWhatIsDueInOrderAndOnce() {
        agenda.set("c", OptionalLong.of(3));
        agenda.set("b", OptionalLong.of(2));
        agenda.set("a", OptionalLong.of(2));

        agenda.due(2, 10, due::add);
        agenda.due(2, 10, due::add);

        assertThat(due).containsExactly("a", "b");
        assertThat(agenda.size()).isEqualTo(1);
    }

    @Test
    void shouldReplaceAndForget() {
        agenda.set("a", OptionalLong.of(1));
        agenda.set("a", OptionalLong.of(9));
        agenda.set("b", OptionalLong.of(1));
        agenda.set("b", OptionalLong.empty());

        agenda.due(8, 10, due::add);

        assertThat(due).isEmpty();
        assertThat(agenda.size()).isEqualTo(1);
    }

    @Test
    void shouldEndOneTurnAtTheLimitAlsoIfWorkPutsItselfBack() {
        agenda.set("a", OptionalLong.of(0));

        agenda.due(5, 3, id -> {
            due.add(id);
            agenda.set(id, OptionalLong.of(0));
        });

        assertThat(due).hasSize(3);
    }
}
