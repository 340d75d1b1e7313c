package io.runbridge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.local.LocalService;
import io.runbridge.local.Scene;
import io.runbridge.local.SceneResult;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(StageExtension.class)
class SceneTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @Test
    void shouldEndEveryRequestAsItShould(Stage stage) {
        SceneResult result = scene(stage, "calm").play(LIMIT, () -> {});

        assertThat(result.ok()).as("%s", result).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void shouldEndEveryRequestAsItShouldIfAServiceIsKilledMidway(LocalService.Kind killed, Stage stage) {
        LocalService service = killed == LocalService.Kind.TRIGGER ? stage.trigger() : stage.poller();

        SceneResult result = scene(stage, "killed-" + killed.word()).play(LIMIT, () -> {
            service.kill();
            service.start();
        });

        assertThat(result.ok()).as("%s", result).isTrue();
    }

    private static Scene scene(Stage stage, String name) {
        return new Scene(name, stage.sender(), stage.log(), stage.simulator());
    }
}
