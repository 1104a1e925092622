using System.Globalization;

using Npgsql;

using Orders.AppHost.Embedded.Processes;

namespace Orders.Bench.Tools;

/// <summary>rsyslog with its ready-made input from Kafka and output to PostgreSQL (Debian: rsyslog-kafka, rsyslog-pgsql), as a child of this process.</summary>
internal sealed class Rsyslog(string folder, string bootstrapServers, string connectionString)
{
    /// <summary>Begins to copy the topic, from its first message, into the column <c>document</c> of the table.</summary>
    public async Task<Peer> StartAsync(string topic, string table, int workers, int batch, CancellationToken cancellationToken)
    {
        var server = new NpgsqlConnectionStringBuilder(connectionString);
        var group = Guid.NewGuid().ToString("N");
        var configuration = string.Create(CultureInfo.InvariantCulture, $$"""
            global(workDirectory="{{folder}}" maxMessageSize="64k")
            module(load="imkafka")
            module(load="ompgsql")
            template(name="insert" type="list" option.stdsql="on") {
              constant(value="INSERT INTO {{table}} (document) VALUES ('")
              property(name="msg")
              constant(value="')")
            }
            ruleset(name="store" queue.type="FixedArray" queue.size="100000" queue.workerThreads="{{workers}}" queue.workerThreadMinimumMessages="1000" queue.dequeueBatchSize="{{batch}}") {
              action(type="ompgsql" template="insert" server="{{server.Host}}" port="{{server.Port}}" db="{{server.Database}}" user="{{server.Username}}" pass="{{server.Password}}")
            }
            input(type="imkafka" topic="{{topic}}" broker=["{{bootstrapServers}}"] consumergroup="rsyslog-{{group}}" ruleset="store"
              confParam=["auto.offset.reset=earliest", "fetch.wait.max.ms=10"])
            """);
        var file = Path.Combine(folder, "rsyslog.conf");
        await File.WriteAllTextAsync(file, configuration, cancellationToken);
        return Peer.Start(new ChildCommand(Command.Find("rsyslogd"), "-n", "-f", file, "-i", Path.Combine(folder, "rsyslog.pid")));
    }
}
