package io.runbridge.platform;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Which outputs of a run are published, and what of them. Pure functions, any thread. */
public final class OutputRules {

    /** Most outputs of one run. */
    public static final int MOST = 100;

    /** Most that the outputs of one run have together: names, references and values, bytes of UTF-8. */
    public static final int MOST_BYTES = 64 * 1024;

    /** A name of a member in JSON text. One that is written with escapes is not recognised. */
    private static final Pattern MEMBER = Pattern.compile("\"([^\"\\\\]*+)\"\\s*+:");

    private OutputRules() {}

    /**
     * Those that fit, in the order in which they came. Of two with one name the first counts. Where the values do not fit
     * together the largest are cut out, for so the most are kept.
     */
    static List<Output> fitting(List<Output> found) {
        Map<String, Output> named = new LinkedHashMap<>();
        int bytes = 0;
        for (Output output : found) {
            boolean room = named.size() < MOST && bytes + output.frameBytes() <= MOST_BYTES;
            if (room && named.putIfAbsent(output.name(), output) == null) {
                bytes += output.frameBytes();
            }
        }
        List<Output> smallestFirst = named.values().stream()
                .sorted(Comparator.comparingInt(Output::valueBytes))
                .toList();
        for (Output output : smallestFirst) {
            bytes += output.valueBytes();
            if (bytes > MOST_BYTES) {
                named.put(output.name(), output.cutOut());
            }
        }
        return List.copyOf(named.values());
    }

    /**
     * The same, but what bears the name of a secret is withheld: an output of that name, and one in whose value a member has
     * it. Names are compared without regard to case, as platforms do.
     */
    public static List<Output> withholding(List<Output> outputs, Collection<String> secretNames) {
        if (secretNames.isEmpty()) {
            return outputs;
        }
        Set<String> secrets = new HashSet<>();
        secretNames.forEach(name -> secrets.add(name.toLowerCase(Locale.ROOT)));
        Predicate<String> secret = name -> secrets.contains(name.toLowerCase(Locale.ROOT));
        return outputs.stream()
                .map(output -> secret.test(output.name()) || names(output, secret) ? output.withheld() : output)
                .toList();
    }

    private static boolean names(Output output, Predicate<String> secret) {
        return output.value()
                .filter(text -> MEMBER.matcher(text).results().anyMatch(member -> secret.test(member.group(1))))
                .isPresent();
    }
}
