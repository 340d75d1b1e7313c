package io.runbridge.local;

import io.runbridge.schemas.CancelOutcome;
import io.runbridge.schemas.CancelRequest;
import io.runbridge.schemas.ImportOutcome;
import io.runbridge.schemas.ImportRequest;
import io.runbridge.schemas.Job;
import io.runbridge.schemas.RunActivity;
import io.runbridge.schemas.RunRequest;
import io.runbridge.schemas.RunStarted;
import io.runbridge.schemas.RunStatus;
import java.io.PrintStream;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Prints each event as one line with aligned columns: time, topic, requestId, what. One thread. */
final class EventPrinter implements Consumer<Event> {
    private static final int LONGEST_TEXT = 100;
    private static final Set<String> UNSEEN = Set.of(EventTopics.RUN_HISTORY);

    private final PrintStream out;
    private final Palette palette;
    private final DateTimeFormatter clock;

    EventPrinter(PrintStream out, Palette palette, ZoneId zone) {
        this.out = out;
        this.palette = palette;
        this.clock = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(zone);
    }

    void printHeading() {
        out.println(palette.paint(Palette.Tone.QUIET, line("time", "topic", "requestId", "what")));
    }

    @Override
    public void accept(Event event) {
        if (!UNSEEN.contains(event.topic())) {
            String line = line(clock.format(event.at()), event.topic(), about(event), what(event));
            out.println(palette.paint(tone(event), line));
        }
    }

    /** A job's key is long; its platform says whose it is. */
    private static String about(Event event) {
        String key = String.valueOf(event.key());
        return event.as(Job.class).map(Job::getPlatform).orElse(key);
    }

    private static String line(String time, String topic, String requestId, String what) {
        return String.format(Locale.ROOT, "%-12s  %-15s  %-26s  %s", time, topic, requestId, what);
    }

    private static String what(Event event) {
        return event.as(RunRequest.class)
                .map(request -> request.getJobType() + " " + request.getExternalId() + " on " + request.getPlatform())
                .or(() -> event.as(CancelRequest.class).map(EventPrinter::cancel))
                .or(() -> event.as(RunStarted.class).map(EventPrinter::started))
                .or(() -> event.as(RunStatus.class).map(EventPrinter::status))
                .or(() -> event.as(RunActivity.class).map(EventPrinter::activity))
                .or(() -> event.as(CancelOutcome.class).map(EventPrinter::outcome))
                .or(() -> event.as(ImportRequest.class).map(EventPrinter::wanted))
                .or(() -> event.as(ImportOutcome.class).map(EventPrinter::imported))
                .or(() -> event.as(Job.class).map(EventPrinter::job))
                .orElseGet(() -> event.headers().entrySet().stream()
                        .filter(header -> header.getKey().contains("error"))
                        .map(header -> shortened(header.getValue()))
                        .sorted()
                        .reduce((all, next) -> all + " " + next)
                        .orElse(event.topic().equals(EventTopics.JOBS) ? "gone" : "not readable"));
    }

    private static String cancel(CancelRequest cancel) {
        return "cancel" + bracketed(cancel.getReason());
    }

    private static String started(RunStarted started) {
        return "run " + started.getRunId() + (started.getAdopted() ? " (found again)" : "");
    }

    private static String status(RunStatus status) {
        String error = status.getError() == null
                ? ""
                : ": " + status.getError().getCode() + " " + status.getError().getMessage();
        String note = error.isEmpty() && status.getMessage() != null ? ": " + status.getMessage() : error;
        return "#" + status.getSequence() + " " + status.getStatus() + bracketed(status.getPlatformStatus())
                + shortened(note) + shortened(outputs(status));
    }

    private static String outputs(RunStatus status) {
        return status.getOutputs().stream()
                .map(output -> " " + output.getName() + "=" + Objects.requireNonNullElse(output.getValue(), "..."))
                .collect(Collectors.joining());
    }

    private static String activity(RunActivity activity) {
        String text = activity.getMessage() == null ? "" : ": " + activity.getMessage();
        return shortened(activity.getName()) + " " + activity.getStatus() + shortened(text);
    }

    private static String outcome(CancelOutcome outcome) {
        return outcome.getOutcome() + bracketed(outcome.getMessage());
    }

    private static String wanted(ImportRequest request) {
        return "import of " + (request.getJobType() == null ? "all jobs" : request.getJobType())
                + bracketed(request.getExternalId());
    }

    private static String imported(ImportOutcome outcome) {
        String error = outcome.getError() == null
                ? ""
                : ": " + outcome.getError().getCode() + " " + outcome.getError().getMessage();
        return outcome.getFound() + " found, " + outcome.getWritten() + " written, " + outcome.getRemoved()
                + " removed, " + outcome.getSkipped().size() + " skipped" + shortened(error);
    }

    private static String job(Job job) {
        return job.getParameters().stream()
                .map(parameter -> parameter.getName() + " " + parameter.getDataType())
                .collect(Collectors.collectingAndThen(
                        Collectors.joining(", "),
                        names -> job.getJobType() + " " + job.getName() + bracketed(names.isEmpty() ? null : names)));
    }

    private static String bracketed(String text) {
        return Optional.ofNullable(text)
                .map(given -> " (" + shortened(given) + ")")
                .orElse("");
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT) + "...";
    }

    private static Palette.Tone tone(Event event) {
        List<String> requests =
                List.of(EventTopics.RUN_REQUESTS, EventTopics.CANCEL_REQUESTS, EventTopics.IMPORT_REQUESTS);
        if (requests.contains(event.topic())) {
            return Palette.Tone.REQUEST;
        }
        if (event.topic().equals(EventTopics.DEAD_LETTERS)) {
            return Palette.Tone.BAD;
        }
        return event.as(RunStatus.class).map(EventPrinter::tone).orElse(Palette.Tone.PLAIN);
    }

    private static Palette.Tone tone(RunStatus status) {
        return switch (status.getStatus()) {
            case STARTING, RUNNING -> Palette.Tone.PLAIN;
            case SUCCESS -> Palette.Tone.GOOD;
            case FAILED -> Palette.Tone.BAD;
            case CANCELLED, UNKNOWN -> Palette.Tone.NOTABLE;
        };
    }
}
