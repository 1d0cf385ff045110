// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import java.util.concurrent.Executor;

/**
 * Carries out fetches on threads of their own, and lets a test wait until none is under way: a test
 * that moves its clock during one would make it a slow one.
 */
final class CalmFetchers implements Executor {
  private int underWay;

  @Override
  public void execute(Runnable fetch) {
    synchronized (this) {
      underWay++;
    }
    Thread thread =
        new Thread(
            () -> {
              try {
                fetch.run();
              } finally {
                ended();
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private synchronized void ended() {
    underWay--;
    notifyAll();
  }

  /** Returns when no fetch is under way. */
  synchronized void settle() {
    try {
      while (underWay > 0) {
        wait();
      }
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts a test", e);
    }
  }
}
