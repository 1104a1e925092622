using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Orders.QueryApi.Following;

/// <summary>What must stay as it is for the positions in a topic to mean what they meant.</summary>
/// <param name="Id">Changes when the topic is deleted and made anew; empty from brokers before 2.8, which have no ids.</param>
internal sealed record TopicShape(string Id, int Partitions);

/// <summary>Asks the cluster now and then what the topic looks like, without holding up the follower's thread.</summary>
internal sealed class TopicWatch(IAdminClient admin, string topic, TimeSpan interval, TimeProvider time, ILogger log)
{
    private readonly DescribeTopicsOptions _options = new() { RequestTimeout = TimeSpan.FromSeconds(5) };
    private Task<TopicShape?>? _question;
    private long _askedAt;

    /// <summary>Waits for the answer.</summary>
    /// <returns>Null when there is no such topic.</returns>
    /// <exception cref="KafkaException">The cluster does not answer.</exception>
    public TopicShape? Ask()
    {
        _askedAt = time.GetTimestamp();
        return DescribeAsync().GetAwaiter().GetResult();
    }

    /// <summary>Asks again when it is time, and says what the last answer was when there is a new one. Never waits.</summary>
    public bool TryGetNews(out TopicShape? shape)
    {
        shape = null;
        if (_question is null)
        {
            if (time.GetElapsedTime(_askedAt) >= interval)
            {
                _askedAt = time.GetTimestamp();
                _question = DescribeAsync();
            }

            return false;
        }

        if (!_question.IsCompleted)
        {
            return false;
        }

        var answer = _question;
        _question = null;
        if (answer.Exception?.InnerException is KafkaException unanswered)
        {
            // No news. The follower hears from Kafka in other ways too, and heartbeats that stay away take the trust with them.
            log.TopicNotDescribed(topic, unanswered.Error.Reason);
            return false;
        }

        shape = answer.GetAwaiter().GetResult();
        return true;
    }

    /// <summary>The consumer, whose connections this uses, must not be closed under a question.</summary>
    public void Finish()
    {
        if (_question is { } question)
        {
            Task.WhenAny(question).GetAwaiter().GetResult();
        }
    }

    private async Task<TopicShape?> DescribeAsync()
    {
        try
        {
            var answer = await admin.DescribeTopicsAsync(TopicCollection.OfTopicNames([topic]), _options).ConfigureAwait(false);
            var description = answer.TopicDescriptions[0];
            return new TopicShape(description.TopicId.ToString(), description.Partitions.Count);
        }
        catch (DescribeTopicsException exception) when (exception.Results.TopicDescriptions[0].Error.Code == ErrorCode.UnknownTopicOrPart)
        {
            return null;
        }
    }
}
