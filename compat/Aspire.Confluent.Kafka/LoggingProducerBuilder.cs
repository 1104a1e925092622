using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Confluent.Kafka;

/// <summary>Sends the client's log to <see cref="ILogger"/> unless whoever configured the builder set a handler of their own.</summary>
internal sealed class LoggingProducerBuilder<TKey, TValue>(ProducerConfig config) : ProducerBuilder<TKey, TValue>(config)
{
    public IProducer<TKey, TValue> Build(IServiceProvider services)
    {
        if (LogHandler is null)
        {
            var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger(ClientLog.Category);
            SetLogHandler((_, message) => ClientLog.Write(logger, message));
        }

        return Build();
    }
}
