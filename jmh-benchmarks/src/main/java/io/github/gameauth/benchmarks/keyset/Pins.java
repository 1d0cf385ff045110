// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.keyset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/** Counts how often a virtual thread kept its carrier while it waited, by Flight Recorder. */
final class Pins implements AutoCloseable {
  private static final String EVENT = "jdk.VirtualThreadPinned";

  private final Recording recording = new Recording();

  Pins() {
    recording.enable(EVENT).withThreshold(Duration.ZERO).withoutStackTrace();
    recording.start();
  }

  /** How often threads were pinned, by their name; none that never was. */
  Map<String, Integer> counted() {
    recording.stop();
    Map<String, Integer> pins = new HashMap<>();
    try {
      Path file = Files.createTempFile("pins", ".jfr");
      try {
        recording.dump(file);
        for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
          @Nullable RecordedThread thread = event.getThread();
          if (event.getEventType().getName().equals(EVENT) && thread != null) {
            pins.merge(String.valueOf(thread.getJavaName()), 1, Integer::sum);
          }
        }
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return pins;
  }

  @Override
  public void close() {
    recording.close();
  }
}
