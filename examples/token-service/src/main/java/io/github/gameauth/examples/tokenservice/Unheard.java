// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.tokenservice;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What is answered to requests that never reach a route: as terse, and of the same form. */
final class Unheard extends ErrorPageErrorHandler {
  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    write(request, response, callback, Web.ofStatus(response.getStatus()));
    return true;
  }

  static void write(Request request, Response response, Callback callback, Refusal refusal) {
    String path = String.valueOf(Request.getPathInContext(request));
    Answers.Body body = Answers.refused(refusal, path);
    response.setStatus(refusal.status());
    refusal.headers().forEach(response.getHeaders()::put);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, body.contentType());
    Web.SECURITY.forEach(response.getHeaders()::put);
    response.write(true, ByteBuffer.wrap(body.text().getBytes(StandardCharsets.UTF_8)), callback);
  }
}
