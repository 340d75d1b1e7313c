package io.runbridge.benchmark.bulkhead;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WorkspacesTest {

    @Test
    void shouldConfigureEachWorkspaceAtAPortOfItsOwn() {
        try (Workspaces workspaces = new Workspaces(3, true, 7_070)) {
            assertThat(workspaces.options())
                    .contains(
                            "-Drunbridge.platforms.workspace-0.type=DATABRICKS",
                            "-Drunbridge.platforms.workspace-2.type=DATABRICKS");
            assertThat(workspaces.options().stream().filter(option -> option.contains(".endpoint=http://127.0.0.1:")))
                    .hasSize(3)
                    .doesNotHaveDuplicates();
        }
    }
}
