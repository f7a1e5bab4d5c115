import java.util.List;
import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.env.Environment;
import org.opensearch.node.Node;
import org.opensearch.painless.PainlessPlugin;
import org.opensearch.transport.Netty4Plugin;

/** A node whose plugins are on the class path: the constructor that takes them is protected. */
class WithPlugins extends Node {
    WithPlugins(Environment environment) {
        super(environment, List.of(Netty4Plugin.class, PainlessPlugin.class, CommonAnalysisPlugin.class), true);
    }
}
