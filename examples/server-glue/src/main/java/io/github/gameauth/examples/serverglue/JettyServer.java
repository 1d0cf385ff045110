// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.serverglue;

import io.github.gameauth.verify.TokenVerifier;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.springframework.web.context.ContextLoaderListener;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.filter.DelegatingFilterProxy;

/** A game in a servlet, behind {@link BearerFilter} or behind Spring Security. */
final class JettyServer {
  private JettyServer() {}

  static HttpGame startWithFilter(TokenVerifier verifier) {
    return startWithFilter(verifier, new Greeting());
  }

  static HttpGame startWithFilter(TokenVerifier verifier, HttpServlet game) {
    return start("servlet filter", new ServletContextHandler(), new BearerFilter(verifier), game);
  }

  /** What Spring Boot does by itself: a context, and its filter chain before everything. */
  static HttpGame startWithSpring(TokenVerifier verifier) {
    AnnotationConfigWebApplicationContext spring = new AnnotationConfigWebApplicationContext();
    spring.addBeanFactoryPostProcessor(beans -> beans.registerSingleton("verifier", verifier));
    spring.register(ResourceServer.class);
    ServletContextHandler context = new ServletContextHandler();
    context.addEventListener(new ContextLoaderListener(spring));
    return start(
        "Spring Security",
        context,
        new DelegatingFilterProxy("springSecurityFilterChain"),
        new Greeting());
  }

  private static HttpGame start(
      String name, ServletContextHandler context, Filter filter, HttpServlet game) {
    context.addFilter(new FilterHolder(filter), "/*", EnumSet.of(DispatcherType.REQUEST));
    context.addServlet(new ServletHolder(game), "/*");
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server, 1, 1);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(context);
    unchecked(server::start);
    return new HttpGame(name, connector.getLocalPort(), () -> unchecked(server::stop));
  }

  private interface Step {
    void run() throws Exception;
  }

  private static void unchecked(Step step) {
    try {
      step.run();
    } catch (Exception e) { // Jetty declares no less
      throw new IllegalStateException(e);
    }
  }

  private static final class Greeting extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.setContentType("text/plain;charset=utf-8");
      response.getWriter().print("player " + request.getUserPrincipal().getName());
    }
  }
}
