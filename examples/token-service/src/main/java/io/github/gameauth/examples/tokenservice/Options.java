// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.tokenservice;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The command line.
 *
 * @param file the configuration; without it, everything is as the README says
 * @param data where the database and the keys are kept that the service makes for itself
 */
record Options(Optional<Path> file, Path data) {
  static Options parse(String... arguments) throws Config.Invalid {
    Optional<Path> file = Optional.empty();
    Path data = Path.of("data");
    Iterator<String> rest = Arrays.asList(arguments).iterator();
    while (rest.hasNext()) {
      String option = rest.next();
      if (!option.matches("--config|--data") || !rest.hasNext()) {
        throw new Config.Invalid(
            List.of(option + ": not understood (expected: --config FILE, --data DIRECTORY)"));
      }
      Path value = Path.of(rest.next());
      if (option.equals("--config")) {
        file = Optional.of(value);
      } else {
        data = value;
      }
    }
    return new Options(file, data);
  }

  Config config(Map<String, String> environment) throws Config.Invalid {
    return Config.read(file.isPresent() ? text(file.get()) : "{}", environment, data);
  }

  private static String text(Path file) throws Config.Invalid {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new Config.Invalid(
          List.of("--config: " + file + " (expected: a file that can be read)"));
    }
  }
}
