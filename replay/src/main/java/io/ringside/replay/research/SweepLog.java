package io.ringside.replay.research;

import io.ringside.engine.settings.UserError;
import io.ringside.replay.report.Numbers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The results of an unfinished sweep, one line a set, forced to disk as they come: {@code index,digest,figures,skew,kurtosis,
 * sums,squares}. The first line names the plan (data and configurations) that the results belong to; a line that was cut off
 * by the end of the process is dropped.
 *
 * <p>Thread: the command's.
 */
final class SweepLog implements AutoCloseable {
    static final String NAME = "sweep.log";

    private final FileChannel channel;

    private SweepLog(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Opens or creates the log.
     *
     * @param plan digest of data and configurations
     * @param sets by the digest of their configuration
     * @param found receives the results in the log, by digest
     * @throws UserError if it is another plan's
     */
    static SweepLog open(Path folder, String plan, Map<String, ParameterSet> sets, Map<String, SetResult> found)
            throws IOException {
        Path file = folder.resolve(NAME);
        String header = "ringside sweep 2 " + plan + "\n";
        if (!Files.exists(file)) {
            var log = new SweepLog(FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
            log.write(header);
            return log;
        }
        String text = Files.readString(file, StandardCharsets.UTF_8);
        if (!text.startsWith(header)) {
            throw new UserError(file + ": is of a sweep with another configuration, grid or data; --force starts anew,"
                    + " --out DIR keeps it");
        }
        int whole = text.lastIndexOf('\n') + 1;
        for (String line : text.substring(header.length(), whole).lines().toList()) {
            SetResult result = read(file, line, sets);
            found.put(result.digest(), result);
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        long length = text.substring(0, whole).getBytes(StandardCharsets.UTF_8).length;
        channel.truncate(length);
        channel.position(length);
        return new SweepLog(channel);
    }

    /** Adds a result; it is on disk when the method returns. */
    void add(SetResult result) throws IOException {
        var line = new StringBuilder();
        line.append(result.index()).append(',').append(result.digest());
        for (String key : SetResult.FIGURES) {
            number(line, result.figure(key));
        }
        number(line, result.skew());
        number(line, result.kurtosis());
        for (int block = 0; block < result.sums().length; block++) {
            number(line, result.sums()[block]);
            number(line, result.squares()[block]);
        }
        write(line.append('\n').toString());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void write(String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(false);
    }

    private static void number(StringBuilder line, double value) {
        line.append(',').append(Double.isFinite(value) ? Numbers.text(value) : "");
    }

    private static SetResult read(Path file, String line, Map<String, ParameterSet> sets) {
        List<String> cells = List.of(line.split(",", -1));
        int figures = SetResult.FIGURES.size();
        ParameterSet set = cells.size() < figures + 4 ? null : sets.get(cells.get(1));
        if (set == null || cells.size() % 2 != (figures + 4) % 2) {
            throw new UserError(file + ": is damaged; --force starts anew");
        }
        double[] values = new double[cells.size() - 2];
        try {
            for (int i = 0; i < values.length; i++) {
                String cell = cells.get(i + 2);
                values[i] = cell.isEmpty() ? Double.NaN : Numbers.number(cell);
            }
        } catch (NumberFormatException e) {
            throw new UserError(file + ": is damaged; --force starts anew", e);
        }
        int blocks = (values.length - figures - 2) / 2;
        double[] sums = new double[blocks];
        double[] squares = new double[blocks];
        for (int block = 0; block < blocks; block++) {
            sums[block] = values[figures + 2 + 2 * block];
            squares[block] = values[figures + 3 + 2 * block];
        }
        return new SetResult(
                set.index(),
                set.digest(),
                java.util.Arrays.copyOf(values, figures),
                values[figures],
                values[figures + 1],
                sums,
                squares);
    }

    /** Results in the order of the grid; equal sets share a result. */
    static List<SetResult> inOrder(List<ParameterSet> sets, Map<String, SetResult> byDigest) {
        return sets.stream().map(set -> byDigest.get(set.digest())).toList();
    }

    /** Sets by digest, in the order of the grid. */
    static Map<String, ParameterSet> byDigest(List<ParameterSet> sets) {
        Map<String, ParameterSet> map = new LinkedHashMap<>();
        sets.forEach(set -> map.putIfAbsent(set.digest(), set));
        return map;
    }
}
