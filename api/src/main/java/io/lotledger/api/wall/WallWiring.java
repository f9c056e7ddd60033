package io.lotledger.api.wall;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts {@link WalledConnections} around the pool, and {@link WalledRequests} before the controllers. */
@Configuration(proxyBeanMethods = false)
class WallWiring {

    @Bean
    OrganisationWall organisationWall() {
        return new OrganisationWall();
    }

    @Bean
    static BeanPostProcessor walledPool(ObjectProvider<OrganisationWall> wall) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof HikariDataSource pool ? new WalledConnections(pool, wall.getObject()) : bean;
            }
        };
    }

    /** Without the role no request is behind the wall. */
    @Bean
    FilterRegistrationBean<WalledRequests> walledRequests(
            OrganisationWall wall, JdbcClient jdbc, @Value("${lotledger.organisation-wall:on}") boolean wanted) {
        ReaderRole role = new ReaderRole(jdbc);
        role.requireOwner();
        FilterRegistrationBean<WalledRequests> requests = new FilterRegistrationBean<>(new WalledRequests(wall));
        requests.setOrder(Ordered.LOWEST_PRECEDENCE);
        requests.setEnabled(wanted && role.isReady());
        return requests;
    }
}
