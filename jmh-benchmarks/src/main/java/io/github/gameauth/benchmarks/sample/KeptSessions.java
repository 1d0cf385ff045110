// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.sample;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.stream.IntStream;

/**
 * Session tokens by the million, good at {@link #NOW}. A million RS256 signatures take two cores
 * two minutes by the Corretto provider and eight by the JDK's, so signatures and key are kept in
 * {@code target/tokens} for the next run; what is signed is made anew each time.
 */
public final class KeptSessions {
  /** When they are good; a verifier of them needs a clock that stands still. */
  public static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

  private static final int SIGNATURE = 256;
  private static final int CHUNK = 10_000;

  private final SampleIssuer issuer;
  private final Path signatures;

  private KeptSessions(SampleIssuer issuer, Path signatures) {
    this.issuer = issuer;
    this.signatures = signatures;
  }

  /** Those of this build's {@code target}. */
  public static KeptSessions ofThisBuild() {
    try {
      Path built =
          Path.of(KeptSessions.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return in(built.resolveSibling("tokens"));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Those of a directory, which need not be there yet. */
  public static KeptSessions in(Path directory) {
    try {
      Files.createDirectories(directory);
      return new KeptSessions(
          SampleIssuer.keptIn(directory.resolve("issuer.pk8")),
          directory.resolve("sessions.signatures"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whose they are. */
  public SampleIssuer issuer() {
    return issuer;
  }

  /**
   * The first {@code count} of them, of player 0 and up; signs those that nobody has signed yet.
   */
  public byte[][] first(int count) {
    try {
      sign(count);
      byte[][] tokens = new byte[count][];
      try (FileChannel file = FileChannel.open(signatures)) {
        for (int from = 0; from < count; from += CHUNK) {
          read(file, tokens, from, Math.min(CHUNK, count - from));
        }
      }
      return tokens;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(FileChannel file, byte[][] tokens, int from, int count) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(count * SIGNATURE);
    while (chunk.hasRemaining()) {
      if (file.read(chunk, (long) from * SIGNATURE + chunk.position()) < 0) {
        throw new IOException(signatures + ": too short");
      }
    }
    IntStream.range(0, count)
        .parallel()
        .forEach(
            i -> {
              byte[] signature = new byte[SIGNATURE];
              chunk.get(i * SIGNATURE, signature);
              tokens[from + i] = issuer.sealed(signed(from + i), signature).bytes();
            });
  }

  private void sign(int count) throws IOException {
    int done = Files.exists(signatures) ? (int) (Files.size(signatures) / SIGNATURE) : 0;
    try (OutputStream file =
        Files.newOutputStream(signatures, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (int from = done; from < count; from += CHUNK) {
        int first = from;
        byte[][] chunk =
            IntStream.range(first, Math.min(count, first + CHUNK))
                .parallel()
                .mapToObj(number -> issuer.signature(signed(number)))
                .toArray(byte[][]::new);
        for (byte[] signature : chunk) {
          file.write(signature);
        }
      }
    }
  }

  private static String signed(int number) {
    return SampleIssuer.unsigned(
        TokenShape.SESSION.header(), TokenShape.SESSION.payload(TokenFacts.good(number, NOW)));
  }
}
