// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ApiJsonTest {
  private static final ApiJson JSON =
      new ApiJson(
          StrictAnswers.read("{\"a\":[{\"b/c\":true},17,\"x\",null,1.50]}".getBytes(UTF_8))
              .orElseThrow());

  @Test
  void tellsAValueWhereverItStands() {
    assertEquals(Optional.of("true"), JSON.maybeValueAt("/a/0/b~1c"));
    assertEquals(Optional.of("17"), JSON.maybeValueAt("/a/1"));
    assertEquals(Optional.of("x"), JSON.maybeValueAt("/a/2"));
  }

  @Test
  void tellsNothingWhereThereIsNoValue() {
    for (String pointer : List.of("", "/", "/a", "/a/0", "/a/3", "/a/9", "/a/-1", "/a/x", "/b/c")) {
      assertEquals(Optional.empty(), JSON.maybeValueAt(pointer), pointer);
    }
  }
}
