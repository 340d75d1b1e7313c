package io.runbridge.local;

import io.runbridge.schemas.RunStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What the records of one request must look like, in the order they were read, on run-status as on run-history. */
public final class HistoryRules {
    private HistoryRules() {}

    /** Every rule that is broken, with the sequence number; empty if all is well. */
    public static List<String> broken(List<RunStatus> records) {
        List<String> broken = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            RunStatus record = records.get(i);
            if (record.getSequence() != i) {
                broken.add("record " + i + " has sequence " + record.getSequence());
            }
            if (record.getTerminal() && i < records.size() - 1) {
                broken.add("record " + i + " is terminal, but " + (records.size() - 1 - i) + " follow");
            }
            if (i > 0 && sameState(records.get(i - 1), record)) {
                broken.add("records " + (i - 1) + " and " + i + " do not differ");
            }
        }
        return broken;
    }

    private static boolean sameState(RunStatus before, RunStatus after) {
        return before.getStatus() == after.getStatus()
                && Objects.equals(before.getPlatformStatus(), after.getPlatformStatus())
                && Objects.equals(before.getMessage(), after.getMessage());
    }
}
