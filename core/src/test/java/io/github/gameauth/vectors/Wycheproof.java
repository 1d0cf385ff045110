// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The rows of one file of Wycheproof. */
public final class Wycheproof {
  private Wycheproof() {}

  /**
   * One row.
   *
   * @param file the file's name
   * @param group what its neighbours share, such as the key
   * @param test the row itself
   */
  public record Row(String file, JsonNode group, JsonNode test) {
    /** Its number within the file. */
    public int tcId() {
      return test.required("tcId").intValue();
    }

    /** {@code valid}, {@code invalid} or {@code acceptable}. */
    public String result() {
      return test.required("result").textValue();
    }

    /** A member of the row that is a text. */
    public String text(String member) {
      return test.required(member).textValue();
    }

    /** Whether its label agrees with a verdict. */
    public boolean agreesWith(boolean accepted) {
      return result().equals("acceptable") || result().equals(accepted ? "valid" : "invalid");
    }

    @Override
    public String toString() {
      return file + " tcId " + tcId() + " (" + test.path("comment").asText() + "), " + result();
    }
  }

  /**
   * Every row of a file.
   *
   * @throws IllegalStateException if it holds another number than it says
   */
  public static List<Row> rows(String file) {
    JsonNode whole = Vectors.read("wycheproof/" + file);
    List<Row> rows = new ArrayList<>();
    for (JsonNode group : whole.required("testGroups")) {
      for (JsonNode test : group.required("tests")) {
        rows.add(new Row(file, group, test));
      }
    }
    int announced = whole.required("numberOfTests").intValue();
    if (rows.size() != announced) {
      throw new IllegalStateException(
          file + ": " + rows.size() + " rows (expected: " + announced + ")");
    }
    return rows;
  }
}
