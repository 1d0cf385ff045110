// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** The operations that a server has, by name. */
final class Operations {
  /** One of them. */
  record Operation(Shape shape, boolean signed, Function<Call, ObjectNode> work) {}

  private final Map<String, Operation> byName = new HashMap<>();
  private final Object lock;

  /** Works on one thing at a time, holding that lock. */
  Operations(Object lock) {
    this.lock = lock;
  }

  /** Adds one that goes without AWS credentials. */
  void add(String name, Shape shape, Function<Call, ObjectNode> work) {
    byName.put(name, new Operation(shape, false, guarded(work)));
  }

  /** Adds one that must be signed with AWS credentials. */
  void addSigned(String name, Shape shape, Function<Call, ObjectNode> work) {
    byName.put(name, new Operation(shape, true, guarded(work)));
  }

  private Function<Call, ObjectNode> guarded(Function<Call, ObjectNode> work) {
    return call -> {
      synchronized (lock) {
        return work.apply(call);
      }
    };
  }

  Operation named(String name) {
    Operation operation = byName.get(name);
    if (operation == null) {
      throw ServiceError.of("UnknownOperationException", "");
    }
    return operation;
  }
}
