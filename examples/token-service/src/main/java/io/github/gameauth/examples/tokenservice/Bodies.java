// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.tokenservice;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Reads requests' bodies: so much and no more, and not for ever. A client that sends a byte now and
 * then would otherwise keep a thread for as long as it likes.
 */
final class Bodies {
  /** The largest body, in bytes. */
  static final int MAX = 64 * 1024;

  private static final String WITHIN = "body-within";

  private Bodies() {}

  /** Says how long the request's body may take to arrive, from when it is read. */
  static void await(Context context, Duration within) {
    context.attribute(WITHIN, within);
  }

  /** The body as text. */
  static String text(Context context) {
    if (context.req().getContentLengthLong() > MAX) {
      throw Web.ofStatus(413); // nobody has to send it
    }
    Duration within = context.attribute(WITHIN);
    long patience = within == null ? 0 : within.toNanos();
    long begun = System.nanoTime();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] buffer = new byte[8 * 1024];
    try {
      InputStream in = context.req().getInputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        body.write(buffer, 0, read);
        if (body.size() > MAX) {
          throw Web.ofStatus(413);
        }
        if (System.nanoTime() - begun > patience) {
          throw Web.ofStatus(408);
        }
      }
    } catch (IOException e) {
      throw Web.ofStatus(408); // it went away, or went silent
    }
    return body.toString(StandardCharsets.UTF_8);
  }
}
