// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.tokenservice;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Leaves requests in progress the time they have when the server is told to stop. Jetty gives every
 * connection a second of silence from then on; here only those that wait for a next request.
 */
final class PatientConnector extends ServerConnector {
  private final Map<Request, EndPoint> busy = new ConcurrentHashMap<>();

  /**
   * A connector.
   *
   * @param idle how long a connection may be silent
   */
  PatientConnector(Server server, HttpConfiguration http, Duration idle) {
    super(server, new HttpConnectionFactory(http));
    setIdleTimeout(idle.toMillis());
    http.addCustomizer((request, headers) -> begun(request));
  }

  private Request begun(Request request) {
    busy.put(request, request.getConnectionMetaData().getConnection().getEndPoint());
    Request.addCompletionListener(request, failure -> busy.remove(request));
    return request;
  }

  @Override
  public CompletableFuture<Void> shutdown() {
    CompletableFuture<Void> done = super.shutdown();
    busy.values().forEach(connection -> connection.setIdleTimeout(getIdleTimeout()));
    return done;
  }
}
