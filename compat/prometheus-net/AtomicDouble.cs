namespace Prometheus;

internal struct AtomicDouble
{
    private double _value;

    public double Value
    {
        readonly get => Volatile.Read(in _value);
        set => Volatile.Write(ref _value, value);
    }

    public void Add(double increment)
    {
        for (var seen = Value; ;)
        {
            var found = Interlocked.CompareExchange(ref _value, seen + increment, seen);
            // Compared as bits, as the exchange does: a NaN never equals itself.
            if (BitConverter.DoubleToInt64Bits(found) == BitConverter.DoubleToInt64Bits(seen))
            {
                return;
            }

            seen = found;
        }
    }

    public void RaiseTo(double target)
    {
        for (var seen = Value; seen < target;)
        {
            var found = Interlocked.CompareExchange(ref _value, target, seen);
            if (BitConverter.DoubleToInt64Bits(found) == BitConverter.DoubleToInt64Bits(seen))
            {
                return;
            }

            seen = found;
        }
    }

    public void LowerTo(double target)
    {
        for (var seen = Value; seen > target;)
        {
            var found = Interlocked.CompareExchange(ref _value, target, seen);
            if (BitConverter.DoubleToInt64Bits(found) == BitConverter.DoubleToInt64Bits(seen))
            {
                return;
            }

            seen = found;
        }
    }
}
