package io.runbridge.simulator.pipelines;

import java.util.Arrays;
import java.util.Optional;

/** The fields that pipeline runs can be filtered and ordered by. Source: artifacts.json 2020-12-01. */
enum RunField {
    PIPELINE_NAME("PipelineName", true) {
        @Override
        String of(PipelineRun run, PipelineBook book) {
            return run.pipeline().name();
        }
    },
    STATUS("Status", true) {
        @Override
        String of(PipelineRun run, PipelineBook book) {
            return RunWords.status(run.life(), book.now());
        }
    },
    RUN_START("RunStart", true) {
        @Override
        String of(PipelineRun run, PipelineBook book) {
            return AzureTime.of(run.life().createdAt());
        }
    },
    RUN_END("RunEnd", true) {
        @Override
        String of(PipelineRun run, PipelineBook book) {
            long now = book.now();
            return run.life().over(now) ? AzureTime.of(run.life().end().orElse(now)) : "";
        }
    },
    RUN_GROUP_ID("RunGroupId", false) {
        @Override
        String of(PipelineRun run, PipelineBook book) {
            return run.groupId();
        }
    },
    LATEST_ONLY("LatestOnly", false) {
        @Override
        String of(PipelineRun run, PipelineBook book) {
            return Boolean.toString(book.latest(run));
        }
    };

    private final String word;
    private final boolean sortable;

    RunField(String word, boolean sortable) {
        this.word = word;
        this.sortable = sortable;
    }

    abstract String of(PipelineRun run, PipelineBook book);

    boolean sortable() {
        return sortable;
    }

    static Optional<RunField> named(String word) {
        return Arrays.stream(values()).filter(field -> field.word.equals(word)).findFirst();
    }
}
