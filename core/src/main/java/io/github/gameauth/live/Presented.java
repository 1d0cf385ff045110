// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

/** What a request brings along as a credential. */
sealed interface Presented {
  /** Nothing. */
  record Nothing() implements Presented {}

  /** One credential that is well-formed and may come that way. Its text is not looked at yet. */
  record Credential(HandshakeWay way, String text) implements Presented {
    @Override
    public String toString() {
      return "Credential(" + way + " …)";
    }
  }

  /** Something that ends the handshake. */
  record Unfit(HandshakeRefusal why) implements Presented {}
}
