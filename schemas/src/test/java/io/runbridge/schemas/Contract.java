package io.runbridge.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/** The contract as the tests see it: what each topic carries, and how schemas are read from files. */
final class Contract {

    /** The schema of each public topic's values, from the design; the dead letters are raw bytes and have none. */
    static final Map<String, Schema> VALUES = Map.ofEntries(
            Map.entry("run-requests", RunRequest.getClassSchema()),
            Map.entry("cancel-requests", CancelRequest.getClassSchema()),
            Map.entry("import-requests", ImportRequest.getClassSchema()),
            Map.entry("doubt-decisions", DoubtDecision.getClassSchema()),
            Map.entry("run-started", RunStarted.getClassSchema()),
            Map.entry("run-status", RunStatus.getClassSchema()),
            Map.entry("run-history", RunStatus.getClassSchema()),
            Map.entry("cancel-outcomes", CancelOutcome.getClassSchema()),
            Map.entry("run-activities", RunActivity.getClassSchema()),
            Map.entry("jobs", Job.getClassSchema()),
            Map.entry("import-outcomes", ImportOutcome.getClassSchema()));

    static final String DEAD_LETTERS = "runbridge-dead-letters";

    private static final ObjectMapper JSON = new ObjectMapper();

    private Contract() {}

    /** The records that topics carry, each once. */
    static Stream<Schema> events() {
        return VALUES.values().stream().distinct().map(Contract::published);
    }

    /** Every record and enum of the contract, each once, by name. */
    static Map<String, Schema> namedTypes() {
        Map<String, Schema> found = new TreeMap<>();
        VALUES.values().forEach(schema -> collect(schema, found));
        return found;
    }

    /** The schema as the registry gets it: complete, and without the hints that only Java understands. */
    static Schema published(Schema schema) {
        try {
            JsonNode json = JSON.readTree(schema.toString());
            json.findParents("avro.java.string").forEach(node -> ((ObjectNode) node).remove("avro.java.string"));
            return new Schema.Parser().parse(json.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the complete schemas of a folder, by record name. */
    static Map<String, Schema> read(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".avsc"))
                    .map(Contract::parse)
                    .collect(Collectors.toMap(Schema::getName, Function.identity(), (a, b) -> a, TreeMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The released versions, oldest first, by folder name. */
    static Map<String, Map<String, Schema>> releases() {
        try (Stream<Path> folders = Files.list(Path.of("history"))) {
            Map<String, Map<String, Schema>> releases = new LinkedHashMap<>();
            List<Path> ordered = folders.filter(Files::isDirectory).sorted().toList();
            ordered.forEach(folder -> releases.put(folder.getFileName().toString(), read(folder)));
            return releases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Schema parse(Path file) {
        try {
            return new Schema.Parser().parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds every record and enum within a schema, by name. */
    static void collect(Schema schema, Map<String, Schema> found) {
        switch (schema.getType()) {
            case ENUM -> found.put(schema.getName(), schema);
            case RECORD -> {
                found.put(schema.getName(), schema);
                schema.getFields().forEach(field -> collect(field.schema(), found));
            }
            case ARRAY -> collect(schema.getElementType(), found);
            case UNION -> schema.getTypes().forEach(type -> collect(type, found));
            default -> {
                // Plain types have no name.
            }
        }
    }

    /** The names in a folder with an ending, without it. */
    static Set<String> names(Path folder, String ending) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ending))
                    .map(name -> name.substring(0, name.length() - ending.length()))
                    .collect(Collectors.toCollection(HashSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
