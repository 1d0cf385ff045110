// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class KeysChangedTest {
  @Test
  void keepsItsOwnCopyOfTheLists() {
    List<String> ids = new ArrayList<>(List.of("a"));
    KeysChanged change = new KeysChanged("issuer", 2, ids, ids, ids, ids);

    ids.clear();

    for (List<String> kept :
        List.of(change.added(), change.removed(), change.replaced(), change.ambiguous())) {
      assertEquals(List.of("a"), kept);
      assertThrows(UnsupportedOperationException.class, () -> kept.add("b"));
    }
  }
}
