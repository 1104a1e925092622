using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Confluent.Kafka;

/// <summary>Sends the client's log to <see cref="ILogger"/> unless whoever configured the builder set a handler of their own.</summary>
internal sealed class LoggingConsumerBuilder<TKey, TValue>(ConsumerConfig config) : ConsumerBuilder<TKey, TValue>(config)
{
    public IConsumer<TKey, TValue> Build(IServiceProvider services)
    {
        if (LogHandler is null)
        {
            var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger(ClientLog.Category);
            SetLogHandler((_, message) => ClientLog.Write(logger, message));
        }

        return Build();
    }
}
