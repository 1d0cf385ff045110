// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.keyset;

import java.util.concurrent.ThreadFactory;

/** What callers run on. */
public enum CallerThreads {
  /** One of the operating system's for each. */
  PLATFORM {
    @Override
    public ThreadFactory named(String name) {
      return work -> {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
      };
    }
  },

  /** Virtual ones, since JDK 21; by reflection, as this is compiled for 17. */
  VIRTUAL {
    @Override
    public ThreadFactory named(String name) {
      try {
        Class<?> builder = Class.forName("java.lang.Thread$Builder");
        Object ofVirtual = Thread.class.getMethod("ofVirtual").invoke(null);
        Object named = builder.getMethod("name", String.class).invoke(ofVirtual, name);
        return (ThreadFactory) builder.getMethod("factory").invoke(named);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("threads: VIRTUAL (expected: JDK 21 or newer)", e);
      }
    }
  };

  /** Whether this JVM has them. */
  public boolean isAvailable() {
    return this == PLATFORM || Runtime.version().feature() >= 21;
  }

  /** Makes them; none keeps the JVM alive. */
  public abstract ThreadFactory named(String name);
}
