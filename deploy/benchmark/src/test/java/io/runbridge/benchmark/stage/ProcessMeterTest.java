package io.runbridge.benchmark.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessMeterTest {

    @Test
    void shouldReadProcEvenIfTheCommandHasSpacesAndBrackets() {
        String stat = "4711 (a) b (c) S 1 2 3 0 -1 4194560 9 9 9 9 1250 50 7 7 20 0 30 0 100 1 2";

        Usage usage = ProcessMeter.usage(stat, List.of("Name:\ta", "VmHWM:\t  204800 kB", "VmRSS:\t  102400 kB"));

        assertThat(usage).isEqualTo(new Usage(13.0, 100, 200));
        assertThat(usage.cpuSince(new Usage(3.0, 0, 0))).isEqualTo(10.0);
    }
}
