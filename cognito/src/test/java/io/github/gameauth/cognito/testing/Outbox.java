// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Messages that go no further than here. Guarded by the pool's lock. */
final class Outbox {
  private static final int MOST = 1_000;

  private final Deque<SentCode> sent = new ArrayDeque<>();

  void add(SentCode code) {
    if (sent.size() == MOST) {
      sent.removeFirst();
    }
    sent.addLast(code);
  }

  List<SentCode> all() {
    return List.copyOf(sent);
  }

  Optional<SentCode> latestFor(String userName) {
    return sent.stream()
        .filter(each -> each.userName().equals(userName))
        .reduce((earlier, later) -> later);
  }

  static String medium(String attribute) {
    return attribute.equals("phone_number") ? "SMS" : "EMAIL";
  }

  /** As answers show a delivery: where it went, but masked. */
  static ObjectNode details(String attribute, String destination) {
    return Json.object()
        .put("AttributeName", attribute)
        .put("DeliveryMedium", medium(attribute))
        .put("Destination", masked(destination));
  }

  static String masked(String destination) {
    int at = destination.indexOf('@');
    if (at > 0 && at + 1 < destination.length()) {
      return destination.charAt(0) + "***@" + destination.charAt(at + 1) + "***";
    }
    int shown = Math.max(0, destination.length() - 4);
    return "+" + "*".repeat(Math.max(0, shown - 1)) + destination.substring(shown);
  }
}
