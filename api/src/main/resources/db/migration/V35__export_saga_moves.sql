-- the saga of export jobs has a new package; Axon finds a saga's rows by its class name

update saga_entry
   set saga_type = 'io.lotledger.export.attempt.ExportSaga'
 where saga_type = 'io.lotledger.export.job.ExportSaga';

update saga_association
   set saga_type = 'io.lotledger.export.attempt.ExportSaga'
 where saga_type = 'io.lotledger.export.job.ExportSaga';
